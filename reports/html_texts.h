// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace mmapck::reports {

/// The texts of a page, each stored once: traces of one run say much the same.
class Texts {
  public:
    /// The number of a text, from 0, in the order in which texts were first asked for. O(log texts).
    std::uint32_t number(const std::string& text) {
        const auto [entry, is_new] = numbers_.emplace(text, static_cast<std::uint32_t>(all_.size()));
        if (is_new) {
            all_.push_back(text);
        }
        return entry->second;
    }

    const std::vector<std::string>& all() const { return all_; }

  private:
    std::map<std::string, std::uint32_t> numbers_;
    std::vector<std::string> all_;
};

}  // namespace mmapck::reports
