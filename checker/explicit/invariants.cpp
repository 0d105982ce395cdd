// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/invariants.h"

#include <algorithm>
#include <bit>

namespace mmapck::checker::explicit_ {

using namespace program;

Invariants::Invariants(const Model& model, bool skip_unwritten)
    : model_(model), skip_unwritten_(skip_unwritten), touched_(model.parts.set_words), tested_(model.program.invariants.size()) {}

void Invariants::evaluate(Machine& machine, std::uint32_t index) {
    const CompiledInvariant& invariant = model_.code.invariants[index];
    tested_[index] = tested_[index] || !invariant.has_subject || machine.evaluate(invariant.subject) != 0;
    if (!machine.holds(invariant)) failing_.push_back(index);
}

/// The parts that the last move may have changed. Those of an invariant come one after the other.
void Invariants::evaluate_touched(Machine& machine, const InvariantParts::Group& group) {
    for (std::uint32_t word = group.first; word < group.last; ++word)
        for (std::uint64_t set = touched_[word]; set != 0; set &= set - 1) {
            const InvariantParts::Part& part = group.parts[(word - group.first) * 64 + static_cast<std::uint32_t>(std::countr_zero(set))];
            const CompiledInvariant& invariant = model_.code.invariants[part.invariant];
            std::uint8_t& tested = tested_[part.invariant];
            if (!invariant.has_subject) tested = 1;
            if (part.clause == nullptr) tested = tested || machine.evaluate(invariant.subject) != 0;
            else if (!machine.holds(*part.clause) && (failing_.empty() || failing_.back() != part.invariant))
                failing_.push_back(part.invariant);
        }
}

const std::vector<std::uint32_t>& Invariants::failing_after(Machine& machine, const std::vector<Written>& written) {
    if (!skip_unwritten_) return failing(machine);
    failing_.clear();
    std::fill(touched_.begin(), touched_.end(), 0);
    for (const Written& write : written) model_.parts.touch(write.cell, touched_);
    for (const InvariantParts::Group& group : model_.parts.groups)
        if (InvariantParts::any(group, touched_) && is_now(machine, group)) evaluate_touched(machine, group);
    std::sort(failing_.begin(), failing_.end());
    return failing_;
}

const std::vector<std::uint32_t>& Invariants::failing(Machine& machine) {
    failing_.clear();
    for (const InvariantParts::Group& group : model_.parts.groups)
        if (is_now(machine, group))
            for (const std::uint32_t index : group.invariants) evaluate(machine, index);
    std::sort(failing_.begin(), failing_.end());
    return failing_;
}

}  // namespace mmapck::checker::explicit_
