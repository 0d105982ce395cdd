// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/lang/compile.h"
#include "model/lang/import.h"
#include "model/lang/lower.h"

namespace mmapck::lang {

// Scenarios of one kernel that set other bounds, one after the other.
constexpr std::size_t most_preludes = 2;

class Compiler::Preludes {
  public:
    /// The last one used comes first. One that turns out to need more fixed parameters is parsed again with them.
    Prelude& find(const std::vector<Parameter>& parameters, const Unit& unit) {
        const std::string key = key_of(parameters, unit);
        for (;;) {
            Prelude& prelude = find(key, parameters, unit);
            if (prelude.to_fix().empty()) return prelude;
            forget_last();
        }
    }

    /// Not what it has to fix.
    void forget_last() {
        for (std::string& name : known_.front().prelude->to_fix()) fixed_.push_back(std::move(name));
        known_.erase(known_.begin());
    }

  private:
    struct Known {
        std::string key;
        std::vector<Parameter> fixed;
        std::unique_ptr<Prelude> prelude;
    };

    static std::string key_of(const std::vector<Parameter>& parameters, const Unit& unit) {
        std::string key = unit.text + '\0' + unit.path + '\0' + unit.shown_relative_to;
        for (const std::string& folder : unit.include_dirs) key += '\0' + folder;
        for (const Parameter& parameter : parameters) key += '\0' + parameter.name;
        return key;
    }

    Prelude& find(const std::string& key, const std::vector<Parameter>& parameters, const Unit& unit) {
        std::vector<Parameter> values;
        std::ranges::copy_if(parameters, std::back_inserter(values), [&](const Parameter& p) { return std::ranges::find(fixed_, p.name) != fixed_.end(); });
        auto known = std::ranges::find_if(known_, [&](const Known& each) { return each.key == key && each.fixed == values; });
        if (known == known_.end()) {
            if (known_.size() == most_preludes) known_.pop_back();
            known = known_.insert(known_.end(), {key, std::move(values), std::make_unique<Prelude>(unit, parameters, fixed_)});
        }
        std::rotate(known_.begin(), known, known + 1);
        return *known_.front().prelude;
    }

    std::vector<Known> known_;
    std::vector<std::string> fixed_;  // parameters that some prelude had to fix: others of the same model will have to
};

Compiler::Compiler() : preludes_(std::make_unique<Preludes>()) {}
Compiler::~Compiler() = default;

Compiled Compiler::compile(const std::vector<Parameter>& parameters, const Unit& prelude, const Unit& header, const Unit& unit) {
    Prelude& parsed = preludes_->find(parameters, prelude);
    const tree::Unit* const tree = parsed.import(parameters, header, unit);
    Compiled result;
    if (tree != nullptr) {
        Lowered lowered = lower(*tree, unit);
        if (lowered.diagnostics.empty()) result.program = std::move(lowered.program);
        if (result.program && unit.wants_source) result.source = source_of(*tree);
    }
    const bool again = tree == nullptr && !parsed.to_fix().empty();
    if (!parsed.usable()) preludes_->forget_last();
    if (again) return compile(parameters, prelude, header, unit);
    return result;
}

}  // namespace mmapck::lang
