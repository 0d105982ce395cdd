// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/random_runs.h"

#include <algorithm>

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

constexpr std::uint64_t most_changes = 31;
constexpr std::uint64_t first_length = 100;     // guessed length of the first run
constexpr std::uint64_t longest = 5000;         // moves: runs may go on for ever

}  // namespace

RandomRuns::RandomRuns(const Model& model)
    : model_(model), successors_(model, false), store_(model.layout.bits(), 0), choices_(model.program.tasks.size()) {}

void RandomRuns::visit(std::uint64_t states) {
    for (const std::uint64_t end = visited_ + states; visited_ < end;) {
        if (!running_) begin();
        running_ = step();
    }
}

/// Changes of priority lie anywhere in a run as long as those before, faults at any of as many fault points as those before had.
void RandomRuns::begin() {
    const std::uint64_t length = runs_ == 0 ? first_length : std::max<std::uint64_t>(1, moves_ / runs_);
    const std::uint64_t fault_points = runs_ == 0 ? first_length : fault_points_ / runs_ + 1;
    ++runs_;
    state_ = successors_.initial();
    priorities_.resize(choices_.size());
    for (std::int64_t& priority : priorities_) priority = static_cast<std::int64_t>(below(std::uint64_t{1} << 40));
    changes_.resize(below(most_changes + 1));
    for (std::uint64_t& change : changes_) change = below(length);
    faults_at_.resize(below(std::min<std::uint64_t>(model_.program.max_faults, 16) + 1));
    for (std::uint64_t& at : faults_at_) at = below(fault_points);
    move_ = fault_point_ = 0;
    faults_ = 0;
    meet(state_.data());
}

/// One move. False at the end of the run.
bool RandomRuns::step() {
    for (std::vector<Choice>& choices : choices_) choices.clear();
    const std::uint32_t left = model_.program.max_faults - faults_;
    successors_.load(state_.data(), left);
    bool any = false;
    for (Ending ending = successors_.next(); ending != Ending::exhausted; ending = successors_.next()) {
        if (ending == Ending::violated) continue;
        choices_[successors_.task()].push_back({successors_.ordinal(), successors_.machine().faults() > 0});
        any = true;
    }
    if (!any || move_ >= longest) return false;
    const std::uint32_t chosen = choose(favoured()).ordinal;
    successors_.load(state_.data(), left);
    do successors_.next(); while (successors_.ordinal() != chosen);
    faults_ += successors_.machine().faults();
    const Word* const packed = successors_.packed();
    state_.assign(packed, packed + state_.size());
    ++move_;
    ++moves_;
    meet(state_.data());
    return true;
}

void RandomRuns::meet(const Word* state) {
    const std::uint64_t number = store_.add(state);
    if (number == meetings_.size()) meetings_.push_back(0);
    ++meetings_[number];
    ++visited_;
}

/// The task of highest priority that can move.
TaskId RandomRuns::favoured() {
    const auto best = [&] {
        TaskId found = none;
        for (TaskId task = 0; task < choices_.size(); ++task)
            if (!choices_[task].empty() && (found == none || priorities_[task] > priorities_[found])) found = task;
        return found;
    };
    for (const std::uint64_t change : changes_)
        if (change == move_) priorities_[best()] = -static_cast<std::int64_t>(move_) - 1;
    return best();
}

const RandomRuns::Choice& RandomRuns::choose(TaskId task) {
    const std::vector<Choice>& all = choices_[task];
    const auto faults = static_cast<std::uint64_t>(std::ranges::count_if(all, &Choice::fault));
    bool fault = faults == all.size();
    if (faults > 0) {
        fault = fault || std::ranges::find(faults_at_, fault_point_) != faults_at_.end();
        ++fault_point_;
        ++fault_points_;
    }
    std::uint64_t skip = below(fault ? faults : all.size() - faults);
    for (const Choice& choice : all)
        if (choice.fault == fault && skip-- == 0) return choice;
    return all.front();
}

}  // namespace mmapck::checker::explicit_
