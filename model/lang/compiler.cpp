// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "model/lang/compile.h"
#include "model/lang/import.h"
#include "model/lang/lower.h"

namespace mmapck::lang {

// As many as the kernels of a usual scenario, whose variants come one after the other.
constexpr std::size_t most_preludes = 6;

class Compiler::Preludes {
  public:
    /// The last one used comes first.
    Prelude& find(const std::string& text, const Unit& unit) {
        std::string key = text + '\0' + std::filesystem::path(unit.path).parent_path().string() + '\0' + unit.shown_relative_to;
        for (const std::string& folder : unit.include_dirs) key += '\0' + folder;
        auto known = std::ranges::find(known_, key, &Known::key);
        if (known == known_.end()) {
            if (known_.size() == most_preludes) known_.pop_back();
            known = known_.insert(known_.end(), {std::move(key), std::make_unique<Prelude>(text, unit)});
        }
        std::rotate(known_.begin(), known, known + 1);
        return *known_.front().prelude;
    }

    void forget_last() { known_.erase(known_.begin()); }

  private:
    struct Known {
        std::string key;
        std::unique_ptr<Prelude> prelude;
    };

    std::vector<Known> known_;
};

Compiler::Compiler() : preludes_(std::make_unique<Preludes>()) {}
Compiler::~Compiler() = default;

std::optional<program::Program> Compiler::compile(const std::string& prelude, const Unit& unit) {
    Prelude& parsed = preludes_->find(prelude, unit);
    const tree::Unit* const tree = parsed.import(unit);
    if (!parsed.usable()) preludes_->forget_last();
    if (tree == nullptr) return std::nullopt;
    Lowered lowered = lower(*tree, unit);
    return lowered.diagnostics.empty() ? std::move(lowered.program) : std::nullopt;
}

}  // namespace mmapck::lang
