// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/walk.h"

#include <algorithm>

namespace mmapck::checker::explicit_ {

bool Walk::run() {
    bool complete = true;
    reach(successors_.initial().data(), 0, 0);
    for (std::uint32_t depth = 0; !next_.empty() && complete; ++depth) {
        level_.swap(next_);
        next_.clear();
        complete = std::all_of(level_.begin(), level_.end(), [&](std::uint64_t number) { return expand(number, depth); });
    }
    known_ = complete ? store_.size() : static_cast<std::uint64_t>(std::lower_bound(depths_.begin(), depths_.end(), depths_.back()) - depths_.begin());
    return complete;
}

const Word* Walk::state(std::uint64_t number) {
    store_.load(number, state_.data());
    return state_.data();
}

bool Walk::expand(std::uint64_t number, std::uint32_t depth) {
    if ((++expanded_ & 0xfff) == 0 && env_.progress && !env_.progress(store_.size(), next_.size(), depth)) return false;
    if (limits_.max_states != 0 && store_.size() >= limits_.max_states) return false;
    if (limits_.max_memory_bytes != 0 && bytes() > limits_.max_memory_bytes) return false;
    const std::uint32_t faults = faults_[number];
    successors_.load(state(number), model_.program.max_faults - faults);
    for (Ending ending = successors_.next(); ending != Ending::exhausted; ending = successors_.next()) {
        if (successors_.task() == left_out_) continue;
        const Machine& machine = successors_.machine();
        const bool violated = ending == Ending::violated;
        const bool found = !violated && reach(successors_.packed(), depth + 1, faults + machine.faults());
        visit_({machine, violated, found});
    }
    return true;
}

/// Whether the state was not known.
bool Walk::reach(const Word* packed, std::uint32_t depth, std::uint32_t faults) {
    const std::uint64_t before = store_.size();
    const std::uint64_t number = store_.add(packed);
    const bool found = store_.size() != before;
    if (found) {
        depths_.push_back(depth);
        faults_.push_back(faults);
    } else if (faults < faults_[number]) {
        faults_[number] = faults;
    } else {
        return false;
    }
    next_.push_back(number);
    return found;
}

}  // namespace mmapck::checker::explicit_
