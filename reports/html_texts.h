// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace mmapck::reports {

/// Values that a page has once each and names by number, from 0, in the order in which they were first asked for.
template <typename Value>
class Numbered {
  public:
    /// O(log values).
    std::uint32_t number(const Value& value) {
        const auto [entry, is_new] = numbers_.emplace(value, static_cast<std::uint32_t>(all_.size()));
        if (is_new) {
            all_.push_back(value);
        }
        return entry->second;
    }

    const std::vector<Value>& all() const { return all_; }

  private:
    std::map<Value, std::uint32_t> numbers_;
    std::vector<Value> all_;
};

/// What the traces of a page share: they say much the same.
class Texts {
  public:
    std::uint32_t number(const std::string& text) { return texts_.number(text); }

    /// The number of a step's file, line and source text.
    std::uint32_t place(const std::string& file, std::uint32_t line, const std::string& text) { return places_.number({number(file), line, number(text)}); }

    const std::vector<std::string>& all() const { return texts_.all(); }
    const std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>>& places() const { return places_.all(); }

  private:
    Numbered<std::string> texts_;
    Numbered<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> places_;   // file and text by number
};

}  // namespace mmapck::reports
