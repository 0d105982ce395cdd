// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/invariants.h"

#include <algorithm>
#include <bit>

namespace mmapck::checker::explicit_ {

using namespace program;

Invariants::Invariants(const Model& model, bool skip_unwritten)
    : model_(model), skip_unwritten_(skip_unwritten), subjects_(model.program.invariants.size()) {
    const Program& program = model.program;
    add_group(Moment::every_step, no_expr, {});
    if (program.quiescent != no_expr) add_group(Moment::quiescence, program.quiescent, model.code.quiescent);
    if (program.ended != no_expr) add_group(Moment::end, program.ended, model.code.ended);
    readers_.assign(model.cells.size() * set_words_, 0);
    touched_.resize(set_words_);
    for (const Group& group : groups_) mark_readers(group);
}

void Invariants::add_group(Moment moment, ExprId expression, const Routine& is_now) {
    Group group{expression, is_now, {}, {}, set_words_, set_words_};
    for (std::uint32_t i = 0; i < model_.program.invariants.size(); ++i) {
        if (model_.program.invariants[i].moment != moment) continue;
        const CompiledInvariant& invariant = model_.code.invariants[i];
        group.invariants.push_back(i);
        for (const CompiledClause& clause : invariant.condition) group.parts.push_back({i, &clause});
        if (invariant.has_subject || group.parts.empty() || group.parts.back().invariant != i) group.parts.push_back({i, nullptr});
    }
    group.last += static_cast<std::uint32_t>((group.parts.size() + 63) / 64);
    set_words_ = group.last;
    groups_.push_back(std::move(group));
}

void Invariants::mark_readers(const Group& group) {
    for (std::size_t position = 0; position < group.parts.size(); ++position) {
        const Part& part = group.parts[position];
        std::vector<bool> reads(model_.cells.size());
        const auto mark = [&](ExprId root) { mark_reads(model_.program, model_.cells, model_.worth, root, reads); };
        if (group.moment != no_expr) mark(group.moment);
        const ExprId subject = model_.program.invariants[part.invariant].subject;
        if (part.clause != nullptr) for (const CompiledLiteral& literal : *part.clause) mark(literal.literal.expression);
        else if (subject != no_expr) mark(subject);
        for (std::size_t cell = 0; cell < reads.size(); ++cell)
            if (reads[cell]) readers_[cell * set_words_ + group.first + position / 64] |= std::uint64_t{1} << position % 64;
    }
}

void Invariants::evaluate(Machine& machine, std::uint32_t index) {
    const CompiledInvariant& invariant = model_.code.invariants[index];
    ++checks_;
    if (!invariant.has_subject || machine.evaluate(invariant.subject) != 0) ++subjects_[index];
    if (!machine.holds(invariant)) failing_.push_back(index);
}

/// The parts that the last move may have changed. Those of an invariant come one after the other.
void Invariants::evaluate_touched(Machine& machine, const Group& group) {
    std::uint32_t previous = ~std::uint32_t{0};
    for (std::uint32_t word = group.first; word < group.last; ++word)
        for (std::uint64_t set = touched_[word]; set != 0; set &= set - 1) {
            const Part& part = group.parts[(word - group.first) * 64 + static_cast<std::uint32_t>(std::countr_zero(set))];
            const CompiledInvariant& invariant = model_.code.invariants[part.invariant];
            if (part.invariant != previous) {
                ++checks_;
                if (!invariant.has_subject) ++subjects_[part.invariant];
            }
            previous = part.invariant;
            if (part.clause == nullptr) subjects_[part.invariant] += invariant.has_subject && machine.evaluate(invariant.subject) != 0;
            else if (!machine.holds(*part.clause) && (failing_.empty() || failing_.back() != part.invariant))
                failing_.push_back(part.invariant);
        }
}

const std::vector<std::uint32_t>& Invariants::failing_after(Machine& machine, const std::vector<Written>& written) {
    if (!skip_unwritten_) return failing(machine);
    failing_.clear();
    std::fill(touched_.begin(), touched_.end(), 0);
    for (const Written& write : written)
        for (std::uint32_t word = 0; word < set_words_; ++word) touched_[word] |= readers_[write.cell * set_words_ + word];
    for (const Group& group : groups_) {
        const auto is_set = [](std::uint64_t word) { return word != 0; };
        if (std::any_of(touched_.begin() + group.first, touched_.begin() + group.last, is_set) && is_now(machine, group))
            evaluate_touched(machine, group);
    }
    std::sort(failing_.begin(), failing_.end());
    return failing_;
}

const std::vector<std::uint32_t>& Invariants::failing(Machine& machine) {
    failing_.clear();
    for (const Group& group : groups_)
        if (is_now(machine, group))
            for (const std::uint32_t index : group.invariants) evaluate(machine, index);
    std::sort(failing_.begin(), failing_.end());
    return failing_;
}

}  // namespace mmapck::checker::explicit_
