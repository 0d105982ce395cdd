// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/invariants.h"

#include <algorithm>
#include <bit>

namespace mmapck::checker::explicit_ {

using namespace program;

Invariants::Invariants(const Model& model, bool skip_unwritten)
    : model_(model), skip_unwritten_(skip_unwritten), subjects_(model.program.invariants.size()) {
    for (std::uint32_t i = 0; i < model.program.invariants.size(); ++i) {
        const Moment moment = model.program.invariants[i].moment;
        if (moment == Moment::every_step) every_step_.push_back(i);
        if (moment == Moment::quiescence) quiescence_.push_back(i);
        if (moment == Moment::end) end_.push_back(i);
    }
    for (const std::uint32_t index : every_step_) {
        const CompiledInvariant& invariant = model.code.invariants[index];
        for (const CompiledClause& clause : invariant.condition) parts_.push_back({index, &clause});
        if (invariant.has_subject) parts_.push_back({index, nullptr});
    }
    set_words_ = static_cast<std::uint32_t>((parts_.size() + 63) / 64);
    readers_.assign(model.cells.size() * set_words_, 0);
    touched_.resize(set_words_);
    for (std::size_t position = 0; position < parts_.size(); ++position) {
        const Part& part = parts_[position];
        std::vector<bool> reads(model.cells.size());
        const auto mark = [&](ExprId root) { mark_reads(model.program, model.cells, model.worth, root, reads); };
        if (part.clause == nullptr) mark(model.program.invariants[part.invariant].subject);
        else for (const CompiledLiteral& literal : *part.clause) mark(literal.literal.expression);
        for (std::size_t cell = 0; cell < reads.size(); ++cell)
            if (reads[cell]) readers_[cell * set_words_ + position / 64] |= std::uint64_t{1} << position % 64;
    }
}

void Invariants::evaluate(Machine& machine, std::uint32_t index) {
    const CompiledInvariant& invariant = model_.code.invariants[index];
    ++checks_;
    if (!invariant.has_subject || machine.evaluate(invariant.subject) != 0) ++subjects_[index];
    if (!machine.holds(invariant)) failing_.push_back(index);
}

/// The parts of an invariant that the last move may have changed; they come one after the other.
void Invariants::evaluate_touched(Machine& machine) {
    std::uint32_t last = ~std::uint32_t{0};
    for (std::uint32_t word = 0; word < set_words_; ++word)
        for (std::uint64_t set = touched_[word]; set != 0; set &= set - 1) {
            const Part& part = parts_[word * 64 + static_cast<std::uint32_t>(std::countr_zero(set))];
            const CompiledInvariant& invariant = model_.code.invariants[part.invariant];
            if (part.invariant != last) {
                ++checks_;
                if (!invariant.has_subject) ++subjects_[part.invariant];
            }
            last = part.invariant;
            if (part.clause == nullptr) subjects_[part.invariant] += machine.evaluate(invariant.subject) != 0;
            else if (!machine.holds(*part.clause) && (failing_.empty() || failing_.back() != part.invariant))
                failing_.push_back(part.invariant);
        }
}

void Invariants::other_moments(Machine& machine) {
    const Code& code = model_.code;
    if (!quiescence_.empty() && code.has_quiescent && machine.evaluate(code.quiescent) != 0)
        for (const std::uint32_t index : quiescence_) evaluate(machine, index);
    if (!end_.empty() && code.has_ended && machine.evaluate(code.ended) != 0)
        for (const std::uint32_t index : end_) evaluate(machine, index);
    std::sort(failing_.begin(), failing_.end());
}

const std::vector<std::uint32_t>& Invariants::failing_after(Machine& machine, const std::vector<Written>& written) {
    if (!skip_unwritten_) return failing(machine);
    failing_.clear();
    std::fill(touched_.begin(), touched_.end(), 0);
    for (const Written& write : written)
        for (std::uint32_t word = 0; word < set_words_; ++word) touched_[word] |= readers_[write.cell * set_words_ + word];
    evaluate_touched(machine);
    other_moments(machine);
    return failing_;
}

const std::vector<std::uint32_t>& Invariants::failing(Machine& machine) {
    failing_.clear();
    for (const std::uint32_t index : every_step_) evaluate(machine, index);
    other_moments(machine);
    return failing_;
}

}  // namespace mmapck::checker::explicit_
