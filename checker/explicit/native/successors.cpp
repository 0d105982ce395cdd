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
      touched_(model.parts.set_words), numbers_(model.layout.tasks()) {
    run_.decisions = decisions_.data();
    run_.capacity = max_decisions;
}

bool NativeSuccessors::expand(const Word* state, std::uint32_t faults_left, TaskSet tasks) {
    faults_.clear();
    run_.faults_left = faults_left;
    if (!has_code(state, tasks)) return false;
    for (program::TaskId task = 0; task < numbers_.size(); ++task) {
        if (!has(tasks, task)) continue;
        if (!make_moves(state, task, ~std::size_t{0})) return false;
    }
    return tasks == everyone ? !faults_.empty() : std::find(faults_.begin(), faults_.end(), 0u) != faults_.end();
}

const Word* NativeSuccessors::only(const Word* state, std::uint32_t faults_left, TaskSet tasks, bool& unknown) {
    faults_.clear();
    run_.faults_left = faults_left;
    unknown = !has_code(state, tasks);
    for (program::TaskId task = 0; !unknown && faults_.size() < 2 && task < numbers_.size(); ++task)
        if (has(tasks, task)) unknown = !make_moves(state, task, 2);
    unknown |= faults_.empty();
    return !unknown && faults_.size() == 1 && faults_.front() == 0 ? states_.data() : nullptr;
}

/// Of one task, until there are so many outcomes. False: something is for the interpreter.
bool NativeSuccessors::make_moves(const Word* state, program::TaskId task, std::size_t most) {
    const native::Result result = make_moves(state, code_.moves[task][numbers_[task]], most);
    if (result == native::Result::moved) return true;
    ++(result == native::Result::unusual ? demand_.moves[task][numbers_[task]] : demand_.conditions);
    return false;
}

/// Finds where the tasks are, and whether there is code for all of them.
bool NativeSuccessors::has_code(const Word* state, TaskSet tasks) {
    bool all = true;
    for (program::TaskId task = 0; task < numbers_.size(); ++task) {
        if (!has(tasks, task)) continue;
        const auto number = static_cast<std::size_t>(model_.layout.section(task).location.decode(state));
        numbers_[task] = number;
        if (code_.moves[task][number] != nullptr) continue;
        ++demand_.moves[task][number];
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
        std::copy_n(state, words_, successor);
        const auto result = static_cast<native::Result>(move(successor, &run_));
        if (result == native::Result::failed) continue;
        if (result == native::Result::unusual) return result;
        if (!judge(state, successor)) return native::Result::failed;
        faults_.push_back(run_.faults);
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
    if (!touch(state, successor)) return true;
    for (std::size_t group = 0; group < code_.groups.size(); ++group)
        if (!judge(group, successor)) return false;
    return true;
}

/// Marks the parts that the move may have changed. Whether there are any.
bool NativeSuccessors::touch(const Word* state, const Word* successor) {
    const Layout& layout = model_.layout;
    if (touched_.empty()) return false;
    std::fill(touched_.begin(), touched_.end(), 0);
    bool any = false;
    for (std::uint32_t word = 0; word < words_; ++word)
        for (Word different = (state[word] ^ successor[word]) & layout.shared_mask(word); different != 0;) {
            const Field& field = layout.shared_at(word, std::countr_zero(different));
            model_.parts.touch(field.cell, touched_);
            different &= ~(field.mask() << field.shift);
            any = true;
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
