// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/native/successors.h"

#include <algorithm>
#include <bit>

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::size_t max_decisions = 4096;  // on one way; more are left to the interpreter

}  // namespace

NativeSuccessors::NativeSuccessors(const Model& model, const NativeCode& code, native::Demand& demand)
    : model_(model), code_(code), demand_(demand), words_(model.layout.words()), decisions_(max_decisions), states_(words_),
      touched_(model.parts.set_words), looked_at_(words_) {
    run_.decisions = decisions_.data();
    run_.capacity = max_decisions;
    for (program::TaskId task = 0; task < model.layout.tasks(); ++task) moves_.push_back({task, model.layout.section(task).location, code.moves[task].data(), 0});
    for (const Field& field : model.layout.shared())
        if (!touched_.empty() && model.parts.is_read[field.cell] != 0) looked_at_[field.word] |= field.mask() << field.shift;
}

bool NativeSuccessors::expand(const Word* state, std::uint32_t faults_left, TaskSet tasks) {
    faults_.clear();
    any_faults_ = false;
    run_.faults_left = faults_left;
    if (!has_code(state, tasks)) return false;
    for (const Moves& moves : moves_) {
        if (!has(tasks, moves.task)) continue;
        if (!make_moves(state, moves, ~std::size_t{0})) return false;
    }
    return tasks == everyone || !any_faults_ ? !faults_.empty() : std::find(faults_.begin(), faults_.end(), 0u) != faults_.end();
}

const Word* NativeSuccessors::only(const Word* state, std::uint32_t faults_left, TaskSet tasks, bool& unknown) {
    faults_.clear();
    run_.faults_left = faults_left;
    unknown = !has_code(state, tasks);
    for (const Moves& moves : moves_)
        if (!unknown && faults_.size() < 2 && has(tasks, moves.task)) unknown = !make_moves(state, moves, 2);
    unknown |= faults_.empty();
    return !unknown && faults_.size() == 1 && faults_.front() == 0 ? states_.data() : nullptr;
}

/// Of one task, until there are so many outcomes. False: something is for the interpreter.
bool NativeSuccessors::make_moves(const Word* state, const Moves& moves, std::size_t most) {
    const native::Result result = make_moves(state, moves.by_number[moves.number], most);
    if (result == native::Result::moved) return true;
    ++(result == native::Result::unusual ? demand_.moves[moves.task][moves.number] : demand_.conditions);
    return false;
}

/// Finds where the tasks are, and whether there is code for all of them.
bool NativeSuccessors::has_code(const Word* state, TaskSet tasks) {
    bool all = true;
    for (Moves& moves : moves_) {
        if (!has(tasks, moves.task)) continue;
        moves.number = static_cast<std::size_t>(moves.location.decode(state));
        if (moves.by_number[moves.number] != nullptr) continue;
        ++demand_.moves[moves.task][moves.number];
        all = false;
    }
    return all;
}

/// moved: all that there are; unusual: one is for the interpreter; failed: after one of them, an invariant is not known to hold.
native::Result NativeSuccessors::make_moves(const Word* state, native::Move move, std::size_t most) {
    run_.count = 0;
    do {
        run_.position = 0;
        const std::size_t begin = faults_.size() * words_;
        if (begin == states_.size()) states_.resize(2 * begin);
        Word* const successor = states_.data() + begin;
        for (std::uint32_t word = 0; word < words_; ++word) successor[word] = state[word];
        const auto result = static_cast<native::Result>(move(successor, &run_));
        if (result == native::Result::failed) continue;
        if (result == native::Result::unusual) return result;
        if (!judge(state, successor)) return native::Result::failed;
        faults_.push_back(run_.faults);
        any_faults_ = any_faults_ || run_.faults != 0;
    } while (faults_.size() < most && next_way());
    return native::Result::moved;
}

/// Depth first, as the interpreter tries them: the last decision that has another value gets it.
bool NativeSuccessors::next_way() {
    while (run_.count != 0 && decisions_[run_.count - 1].value == decisions_[run_.count - 1].last) --run_.count;
    if (run_.count == 0) return false;
    ++decisions_[run_.count - 1].value;
    return true;
}

/// Whether all invariants hold, given that they held before the move.
bool NativeSuccessors::judge(const Word* state, const Word* successor) {
    if (touched_.empty() || !touch(state, successor)) return true;
    for (std::size_t group = 0; group < code_.groups.size(); ++group)
        if (!judge(group, successor)) return false;
    return true;
}

/// Marks the parts that the move may have changed. Whether there are any.
bool NativeSuccessors::touch(const Word* state, const Word* successor) {
    bool any = false;
    for (std::uint32_t word = 0; word < words_; ++word)
        for (Word different = (state[word] ^ successor[word]) & looked_at_[word]; different != 0;) {
            if (!any) std::fill(touched_.begin(), touched_.end(), 0);
            any = true;
            const Field& field = model_.layout.shared_at(word, std::countr_zero(different));
            model_.parts.touch(field.cell, touched_);
            different &= ~(field.mask() << field.shift);
        }
    return any;
}

bool NativeSuccessors::judge(std::size_t number, const Word* successor) const {
    const InvariantParts::Group& group = model_.parts.groups[number];
    const NativeCode::Group& code = code_.groups[number];
    if (!InvariantParts::any(group, touched_)) return true;
    if (code.is_now != nullptr && code.is_now(successor) == 0) return true;
    for (std::uint32_t word = group.first; word < group.last; ++word)
        for (std::uint64_t left = touched_[word]; left != 0; left &= left - 1) {
            const native::Condition part = code.parts[(word - group.first) * 64 + static_cast<std::size_t>(std::countr_zero(left))];
            if (part != nullptr && part(successor) == 0) return false;
        }
    return true;
}

}  // namespace mmapck::checker::explicit_
