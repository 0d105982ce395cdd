// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/census.h"

#include <algorithm>

#include "checker/explicit/dimensions.h"
#include "checker/explicit/model.h"
#include "checker/explicit/store.h"
#include "checker/explicit/successors.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

/// Breadth first by moves, whatever the faults. A state that a longer run reaches with fewer faults is expanded once more: it can go
/// on to more.
class Walk {
  public:
    /// Without the moves of the task `left_out`, if it is one.
    Walk(const Model& model, const Limits& limits, const Env& env, TaskId left_out = none)
        : model_(model), limits_(limits), env_(env), left_out_(left_out), successors_(model, false), store_(model.layout.bits(), 0), state_(model.layout.words()) {}

    void run(Census& census) {
        census.state_bits = model_.layout.bits();
        census.steps.resize(model_.program.steps.size());
        reach(successors_.initial().data(), 0, 0, census.steps.front());
        for (std::uint32_t depth = 0; !next_.empty() && census.complete; ++depth) {
            level_.swap(next_);
            next_.clear();
            for (const std::uint64_t number : level_) {
                if (!expand(number, depth, census)) {
                    census.complete = false;
                    break;
                }
            }
        }
        if (census.complete || depths_.empty()) known_ = store_.size();
        else known_ = static_cast<std::uint64_t>(std::ranges::lower_bound(depths_, depths_.back()) - depths_.begin());
        count(census);
    }

    /// States of complete levels: those of smaller number.
    std::uint64_t known() const { return known_; }
    const Word* state(std::uint64_t number) {
        store_.load(number, state_.data());
        return state_.data();
    }

  private:
    bool expand(std::uint64_t number, std::uint32_t depth, Census& census) {
        if ((++expanded_ & 0xfff) == 0 && env_.progress && !env_.progress(store_.size(), next_.size(), depth)) return false;
        if (limits_.max_states != 0 && store_.size() >= limits_.max_states) return false;
        if (limits_.max_memory_bytes != 0 && bytes() > limits_.max_memory_bytes) return false;
        const std::uint32_t faults = faults_[number];
        successors_.load(state(number), model_.program.max_faults - faults);
        for (Ending ending = successors_.next(); ending != Ending::exhausted; ending = successors_.next()) {
            if (ending == Ending::violated || successors_.task() == left_out_) continue;
            const Machine& machine = successors_.machine();
            Census::Step& first = census.steps[machine.path().front().step];
            ++first.moves;
            ++census.moves;
            reach(successors_.packed(), depth + 1, faults + machine.faults(), first);
        }
        return true;
    }

    void reach(const Word* packed, std::uint32_t depth, std::uint32_t faults, Census::Step& by) {
        const std::uint64_t before = store_.size();
        const std::uint64_t number = store_.add(packed);
        if (store_.size() != before) {
            ++by.found;
            depths_.push_back(depth);
            faults_.push_back(faults);
        } else if (faults < faults_[number]) {
            faults_[number] = faults;
        } else {
            return;
        }
        next_.push_back(number);
    }

    void count(Census& census) {
        census.states = known_;
        for (std::uint64_t number = 0; number < known_; ++number) {
            if (census.levels.size() <= depths_[number]) census.levels.resize(depths_[number] + std::size_t{1});
            ++census.levels[depths_[number]];
            if (census.by_faults.size() <= faults_[number]) census.by_faults.resize(faults_[number] + std::size_t{1});
            ++census.by_faults[faults_[number]];
        }
    }

    std::uint64_t bytes() const { return store_.bytes() + store_.size() * 3 * sizeof(std::uint64_t); }

    const Model& model_;
    const Limits& limits_;
    const Env& env_;
    const TaskId left_out_;
    Successors successors_;
    Store store_;
    std::vector<Word> state_;
    std::vector<std::uint32_t> depths_;        // by number of the state; ascending
    std::vector<std::uint32_t> faults_;        // by number of the state: the fewest so far
    std::vector<std::uint64_t> level_, next_;  // to be expanded
    std::uint64_t expanded_ = 0;
    std::uint64_t known_ = 0;
};

}  // namespace

Census take_census(const Program& program, const Limits& limits, const Env& env) {
    const Model model(program, {});
    Walk walk(model, limits, env);
    Census census;
    walk.run(census);
    Dimensions dimensions(model, walk.known());
    for (std::uint64_t number = 0; number < walk.known(); ++number) dimensions.add(walk.state(number));
    census.variables = dimensions.variables();
    census.tasks = dimensions.tasks();
    for (TaskId task = 0; census.complete && task < program.tasks.size(); ++task) {
        Census rest;
        Walk(model, limits, env, task).run(rest);
        census.without_task.push_back(rest.states);
    }
    return census;
}

Census count_levels(const Program& program, const Limits& limits, const Env& env) {
    const Model model(program, {});
    Walk walk(model, limits, env);
    Census census;
    walk.run(census);
    census.steps.clear();
    return census;
}

}  // namespace mmapck::checker::explicit_
