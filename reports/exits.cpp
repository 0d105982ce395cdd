// SPDX-License-Identifier: Apache-2.0
#include "reports/exits.h"

#include <algorithm>
#include <map>
#include <optional>

#include "reports/ascii.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using checker::Taken;
using checker::replay::Entry;
using checker::replay::Interpreter;
using checker::replay::Ledger;
using checker::replay::Outcome;
using checker::replay::Played;
using checker::replay::Result;
using checker::replay::Run;
using checker::replay::State;

namespace {

constexpr std::size_t longest_call = 5'000;  // steps
constexpr std::size_t most_exits = 64;

/// The system call that a frame is in; none if there is none.
FrameId system_call_of(const Program& program, FrameId frame) {
    while (frame != none && program.frames[frame].kind != FrameKind::system_call) {
        frame = program.frames[frame].parent;
    }
    return frame;
}

bool same_thing(const Entry& a, const Entry& b) {
    const bool owner_counts = a.kind == EventKind::get;
    return a.kind == b.kind && a.table == b.table && a.object == b.object && (!owner_counts || a.detail == b.detail);
}

/// Runs one call of one task to its end, again and again.
class Siblings {
  public:
    Siblings(const Program& program, const Run& run, const Entry& entry)
        : program_(program), run_(run), entry_(entry), interpreter_(program), call_(call_of_entry()), first_(first_step()) {
        for (const Played& played : run.steps) {
            choices_[played.taken.step] = played.taken.choice;
        }
    }

    std::vector<Exit> find() {
        std::vector<Exit> found;
        if (call_ == none) {
            return found;
        }
        State state = interpreter_.initial();
        for (std::size_t i = 0; i < first_; ++i) {
            interpreter_.take(state, run_.steps[i].taken.step, run_.steps[i].taken.choice);
        }
        alternatives_.clear();
        collecting_ = true;
        add(found, follow(state, {}));
        collecting_ = false;
        for (const std::vector<StepId>& way : alternatives_) {
            if (found.size() < most_exits) {
                add(found, follow(state, way));
            }
        }
        return found;
    }

  private:
    FrameId call_of_entry() const {
        const Step& step = program_.steps[run_.steps[entry_.step].taken.step];
        return system_call_of(program_, program_.locations[step.from].frame);
    }

    bool in_call(const Played& played) const {
        const Step& step = program_.steps[played.taken.step];
        return played.task == entry_.task && system_call_of(program_, program_.locations[step.from].frame) == call_;
    }

    /// The first step of the run inside the call that took the entry.
    std::size_t first_step() const {
        std::size_t first = entry_.step;
        for (std::size_t i = entry_.step; i-- > 0;) {
            if (run_.steps[i].task == entry_.task) {
                if (!in_call(run_.steps[i])) {
                    break;
                }
                first = i;
            }
        }
        return first;
    }

    /// Goes on from `state`: first by the steps `way`, then past every fault point, to the return of the call.
    std::optional<Exit> follow(State state, const std::vector<StepId>& way) {
        Exit exit;
        Ledger ledger;
        bool took = false;
        bool apart = false;
        std::size_t next_of_run = first_;
        std::vector<StepId> taken;
        for (std::size_t i = 0; i < first_; ++i) {
            append(exit.trace, run_.steps[i].taken);
        }
        while (taken.size() < longest_call) {
            if (collecting_) {
                collect(state, taken);
            }
            const std::optional<Played> played = go_on(state, taken.size() < way.size() ? std::optional(way[taken.size()]) : std::nullopt);
            if (!played) {
                return std::nullopt;  // it waits for another task
            }
            const Step& step = program_.steps[played->taken.step];
            if (step.kind == StepKind::fault) {
                exit.fault = step.fault;
            }
            apart = apart || !is_next_of_run(next_of_run, *played);
            if (!apart) {
                exit.common = next_of_run;
            } else if (exit.parts.line == 0) {
                exit.parts = checker::replay::place(program_, step).where;
            }
            checker::replay::book(ledger, program_, *played, taken.size());
            took = took || has_entry(ledger);
            taken.push_back(played->taken.step);
            append(exit.trace, played->taken);
            const bool violated = played->outcome.result == Result::violated;
            if (violated || (step.kind == StepKind::system_return && program_.locations[step.from].frame == call_)) {
                const bool returns = step.kind == StepKind::system_return && step.result != no_expr;
                exit.returned = returns ? returned_text(program_, step.result_type, played->outcome.returned) : "";
                exit.passes = !violated && interpreter_.failing_at_return(state, entry_.task).empty() && interpreter_.failing(state).empty();
                exit.kept = has_entry(ledger);
                exit.call = printable(program_.frames[call_].function);
                exit.name = exit.fault == none ? "success" : printable(program_.faults[exit.fault].site) + " fails";
                return took ? std::optional(exit) : std::nullopt;
            }
        }
        return std::nullopt;
    }

    void append(checker::Trace& trace, const Taken& taken) const {
        trace.steps.push_back(taken);
        trace.moves += taken.begins_move ? 1 : 0;
        trace.faults += program_.steps[taken.step].kind == StepKind::fault ? 1 : 0;
    }

    bool has_entry(const Ledger& ledger) const {
        return std::any_of(ledger.entries.begin(), ledger.entries.end(), [this](const Entry& entry) { return same_thing(entry, entry_); });
    }

    /// Takes the step that is asked for, or else the first possible one that is no fault.
    std::optional<Played> go_on(State& state, std::optional<StepId> wanted) {
        for (const StepId id : program_.locations[state.locations[entry_.task]].steps) {
            const Step& step = program_.steps[id];
            if (wanted ? id != *wanted : step.kind == StepKind::fault) {
                continue;
            }
            const std::int64_t choice = choice_of(step, id, state);
            const bool begins_move = program_.locations[step.from].interruptible;
            Played played{{id, choice, begins_move}, entry_.task, interpreter_.take(state, id, choice)};
            if (played.outcome.result == Result::ok || played.outcome.result == Result::violated) {
                return played;
            }
        }
        return std::nullopt;
    }

    /// As in the run, where it took the step, else the smallest.
    std::int64_t choice_of(const Step& step, StepId id, const State& state) {
        if (step.choice_low == no_expr) {
            return 0;
        }
        const std::int64_t low = interpreter_.evaluate(step.choice_low, state);
        const std::int64_t high = interpreter_.evaluate(step.choice_high, state);
        const auto known = choices_.find(id);
        return known == choices_.end() ? low : std::clamp(known->second, low, std::max(low, high));
    }

    /// Notes the fault steps that are possible here, and the way to them.
    void collect(const State& state, const std::vector<StepId>& taken) {
        for (const StepId id : program_.locations[state.locations[entry_.task]].steps) {
            const Step& step = program_.steps[id];
            if (step.kind == StepKind::fault && interpreter_.enabled(state, id, choice_of(step, id, state))) {
                alternatives_.push_back(taken);
                alternatives_.back().push_back(id);
            }
        }
    }

    /// Whether a step is the next one of this task in the run; moves on to it.
    bool is_next_of_run(std::size_t& next, const Played& played) const {
        while (next < run_.steps.size() && run_.steps[next].task != played.task) {
            ++next;
        }
        return next < run_.steps.size() && run_.steps[next++].taken.step == played.taken.step;
    }

    void add(std::vector<Exit>& found, std::optional<Exit> exit) {
        if (exit) {
            found.push_back(std::move(*exit));
        }
    }

    const Program& program_;
    const Run& run_;
    const Entry& entry_;
    Interpreter interpreter_;
    FrameId call_;
    std::size_t first_;
    std::map<StepId, std::int64_t> choices_;
    bool collecting_ = false;
    std::vector<std::vector<StepId>> alternatives_;
};

}  // namespace

std::vector<Exit> exits(const Program& program, const Run& run, const Entry& entry) {
    return Siblings(program, run, entry).find();
}

std::ptrdiff_t nearest_passing(const std::vector<Exit>& exits) {
    std::ptrdiff_t nearest = -1;
    for (std::size_t i = 0; i < exits.size(); ++i) {
        const bool passes = exits[i].passes && !exits[i].kept;
        if (passes && (nearest < 0 || exits[i].common > exits[static_cast<std::size_t>(nearest)].common)) {
            nearest = static_cast<std::ptrdiff_t>(i);
        }
    }
    return nearest;
}

}  // namespace mmapck::reports
