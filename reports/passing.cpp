// SPDX-License-Identifier: Apache-2.0
#include "reports/passing.h"

#include <algorithm>

#include "checker/replay/frames.h"
#include "reports/ascii.h"
#include "reports/other_runs.h"

namespace mmapck::reports {

using namespace program;
using checker::Counterexample;
using checker::Taken;
using checker::Trace;
using checker::replay::Interpreter;
using checker::replay::State;

namespace {

constexpr std::size_t most_steps = 2'000'000;   // in all runs that are tried with, and in those without further faults
constexpr std::size_t most_states = 4'000;      // before the end, at which runs may part
constexpr std::size_t most_kinds = 3;           // of violations that are named

/// "A, B or C".
std::string alternatives_text(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    return text;
}

/// What all runs come to.
std::string failures(const OtherRuns& runs, const std::string& kind) {
    std::vector<std::string> kinds{printable(kind)};
    for (const std::string& other : runs.violations())
        if (other != kind) kinds.push_back(printable(other));
    const std::string text = kinds.size() > most_kinds ? "one of " + std::to_string(kinds.size()) + " violations" : alternatives_text(kinds);
    return "every run ends in " + text + (runs.endless() ? ", or not at all" : "");
}

class Nearest {
  public:
    Nearest(const Program& program, const Counterexample& counterexample)
        : program_(program), violation_(counterexample.violation), trace_(counterexample.trace), interpreter_(program) {}

    Passing find() {
        record_states();
        OtherRuns plain(interpreter_, false, most_steps);
        if (std::optional<PassingRun> run = look(plain)) return {std::move(run), ""};
        if (plain.gave_up() || first_ > 0) return {std::nullopt, "none was found near"};
        if (program_.max_faults == 0) return {std::nullopt, "none: " + failures(plain, violation_.kind)};
        OtherRuns all(interpreter_, true, most_steps);
        if (std::optional<PassingRun> run = look(all)) return {std::move(run), ""};
        if (all.gave_up()) return {std::nullopt, "none without a further fault, and none was found with one"};
        return {std::nullopt, "none: " + failures(all, violation_.kind)};
    }

  private:
    /// The states before the last steps.
    void record_states() {
        first_ = trace_.steps.size() - std::min(trace_.steps.size(), most_states);
        State state = interpreter_.initial();
        for (std::size_t i = 0; i < trace_.steps.size(); ++i) {
            if (i >= first_) states_.push_back(state);
            interpreter_.take(state, trace_.steps[i].step, trace_.steps[i].choice);
        }
    }

    /// The runs that part at the last steps first.
    std::optional<PassingRun> look(OtherRuns& runs) {
        std::vector<Taken> rest;
        for (std::size_t step = trace_.steps.size(); step-- > first_ && !runs.gave_up();) {
            const std::uint32_t faults = faults_before(step);
            for (const Taken& other : others(runs, step, faults)) {
                if (runs.pass(states_[step - first_], other, faults, rest)) return passing(step, rest);
            }
        }
        return std::nullopt;
    }

    TaskId task_of(StepId step) const { return program_.locations[program_.steps[step].from].task; }
    bool is_fault(const Taken& taken) const { return program_.steps[taken.step].kind == StepKind::fault; }

    std::uint32_t count_faults(const std::vector<Taken>& steps, std::size_t count) const {
        return static_cast<std::uint32_t>(std::count_if(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(count), [this](const Taken& one) { return is_fault(one); }));
    }
    std::uint32_t faults_before(std::size_t step) const { return count_faults(trace_.steps, step); }

    /// Steps that can be taken where the run takes this one, those of its task first.
    std::vector<Taken> others(OtherRuns& runs, std::size_t step, std::uint32_t faults) {
        const Taken& taken = trace_.steps[step];
        std::vector<Taken> found = runs.ways(states_[step - first_], task_of(taken.step), !taken.begins_move, faults < program_.max_faults);
        std::erase(found, taken);
        return found;
    }

    PassingRun passing(std::size_t common, const std::vector<Taken>& rest) const {
        PassingRun run;
        run.common = common;
        run.trace.steps.assign(trace_.steps.begin(), trace_.steps.begin() + static_cast<std::ptrdiff_t>(common));
        run.trace.steps.insert(run.trace.steps.end(), rest.begin(), rest.end());
        run.trace.moves = static_cast<std::uint32_t>(std::count_if(run.trace.steps.begin(), run.trace.steps.end(), [](const Taken& taken) { return taken.begins_move; }));
        run.trace.faults = count_faults(run.trace.steps, run.trace.steps.size());
        const std::uint32_t further = run.trace.faults - faults_before(common) - (is_fault(rest.front()) ? 1 : 0);
        run.instead = words(common, rest.front()) + (further > 0 ? ", and " + counted(further, "more fault") + " later" : "");
        run.parts = checker::replay::place(program_, program_.steps[rest.front().step]).where;
        return run;
    }

    std::string words(std::size_t index, const Taken& other) const {
        const Step& step = program_.steps[other.step];
        if (task_of(other.step) != task_of(trace_.steps[index].step)) {
            return "task " + printable(program_.tasks[task_of(other.step)].name) + " goes on";
        }
        if (step.kind == StepKind::fault || step.kind == StepKind::no_fault) {
            return printable(program_.faults[step.fault].site) + (step.kind == StepKind::fault ? " fails" : " does not fail");
        }
        return step.kind == StepKind::choice ? "another value is chosen" : "it goes another way";
    }

    const Program& program_;
    const checker::Violation& violation_;
    const Trace& trace_;
    Interpreter interpreter_;
    std::size_t first_ = 0;
    std::vector<State> states_;     // before each step from first_ on
};

}  // namespace

Passing passing_run(const Program& program, const Counterexample& counterexample) {
    if (counterexample.violation.kind == kind::lock_order) {
        return {std::nullopt, "none: a cycle of locks is no property of one run"};
    }
    return Nearest(program, counterexample).find();
}

}  // namespace mmapck::reports
