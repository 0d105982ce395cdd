// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace mmapck::conformance {

/// The names that recordings give to VMAs: N1, N2, ... for new ones, O1'1 for the first duplicate of O1.
class Identities {
  public:
    /// The first instances have these names.
    explicit Identities(const std::vector<std::string>& names) {
        for (std::size_t i = 0; i < names.size(); ++i) names_[static_cast<std::int64_t>(i) + 1] = names[i];
    }

    void made(std::int64_t instance) { names_[instance] = "N" + std::to_string(++made_); }
    void duplicated(std::int64_t instance, std::int64_t of) {
        const std::string original = names_[of];
        names_[instance] = original + "'" + std::to_string(++duplicates_[original]);
    }

    /// Of the object that is, or was last, at that place; "absent" for none.
    std::string name(std::int64_t instance) const {
        const auto found = names_.find(instance);
        return found == names_.end() ? "absent" : found->second;
    }

  private:
    std::map<std::int64_t, std::string> names_;
    std::map<std::string, int> duplicates_;
    int made_ = 0;
};

}  // namespace mmapck::conformance
