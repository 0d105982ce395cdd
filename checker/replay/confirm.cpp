// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <string_view>

#include "checker/replay/replay.h"

namespace mmapck::checker::replay {

using namespace program;

namespace {

bool contains(const std::vector<std::uint32_t>& list, std::uint32_t item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

/// Whether the run stands between two moves (or before the first).
bool between_moves(const Program& program, const Run& run) {
    if (run.steps.empty()) {
        return true;
    }
    const Location& location = program.locations[run.end.locations[run.steps.back().task]];
    return location.interruptible || location.final;
}

std::size_t steps_of_last_move(const Run& run) {
    std::size_t count = 0;
    for (auto played = run.steps.rbegin(); played != run.steps.rend(); ++played) {
        ++count;
        if (played->taken.begins_move) {
            break;
        }
    }
    return count;
}

std::string confirm_within_step(const Run& run, const Violation& violation) {
    if (run.steps.empty()) {
        return "a violation within a step needs a step, and the trace has none";
    }
    const Played& last = run.steps.back();
    if (violation.kind == kind::unbounded_loop) {
        return steps_of_last_move(run) > max_move_steps ? "" : "the last move is not longer than moves may be";
    }
    if (last.outcome.result != Result::violated) {
        return "the last step finishes without a violation";
    }
    return last.outcome.kind == violation.kind ? "" : "the last step is the violation '" + last.outcome.kind + "'";
}

/// Whether an invariant is violated right after the last step of a run.
bool violates(Interpreter& interpreter, const Run& run, std::uint32_t index) {
    const Program& program = interpreter.program();
    const Invariant& invariant = program.invariants[index];
    if (invariant.moment != Moment::at_return) {
        return between_moves(program, run) && contains(interpreter.failing(run.end), index);
    }
    return !run.steps.empty() &&
           program.steps[run.steps.back().taken.step].kind == StepKind::system_return &&
           contains(interpreter.failing_at_return(run.end, run.steps.back().task), index);
}

std::string confirm_invariant(Interpreter& interpreter, const Run& run, const Violation& violation) {
    const Program& program = interpreter.program();
    if (violation.invariant >= program.invariants.size()) {
        return "the program has no invariant number " + std::to_string(violation.invariant);
    }
    const Invariant& invariant = program.invariants[violation.invariant];
    if (invariant.name != violation.kind) {
        return "invariant number " + std::to_string(violation.invariant) + " is '" + invariant.name + "'";
    }
    if (!violates(interpreter, run, violation.invariant)) {
        return std::string("the invariant holds, or its moment (") + name(invariant.moment) +
               ") is not after the last step";
    }
    return "";
}

std::string confirm_deadlock(Interpreter& interpreter, const Run& run) {
    const Program& program = interpreter.program();
    if (!between_moves(program, run)) {
        return "the trace ends inside a move";
    }
    return interpreter.deadlocked(run.end, program.max_faults - run.faults) ? "" : "the last state is no deadlock";
}

bool is_part_of_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("_.#[]-").find(c) != std::string_view::npos;
}

/// Whether a name stands in a text, and not as a part of a longer one.
bool has_name(const std::string& text, const std::string& name) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        const bool starts = at == 0 || !is_part_of_name(text[at - 1]);
        if (starts && (end == text.size() || !is_part_of_name(text[end]))) {
            return true;
        }
    }
    return false;
}

bool speaks_of(const std::string& text, const Lock& lock) {
    return has_name(text, lock.lock_class) || has_name(text, lock.name);
}

/// Whether one entry of a cycle speaks of the first lock and of the second, or the next entry of the second.
bool has_edge(const std::vector<std::string>& cycle, const Lock& held, const Lock& taken) {
    for (std::size_t i = 0; i < cycle.size(); ++i) {
        if (speaks_of(cycle[i], held) &&
            (speaks_of(cycle[i], taken) || speaks_of(cycle[(i + 1) % cycle.size()], taken))) {
            return true;
        }
    }
    return false;
}

std::string confirm_lock_order(Interpreter& interpreter, const Run& run, const Violation& violation) {
    const Program& program = interpreter.program();
    if (run.steps.empty()) {
        return "a lock-order violation needs a step that takes a lock";
    }
    const Played& last = run.steps.back();
    for (const EventValue& event : last.outcome.events) {
        for (const Lock& taken : program.locks) {
            if (event.kind != EventKind::acquire || taken.table != event.table || taken.instance != event.object) {
                continue;
            }
            for (const Lock& held : program.locks) {
                const std::int64_t holders = interpreter.evaluate(held.holders, run.before);
                if ((holders >> (last.task + 1) & 1) != 0 && has_edge(violation.cycle, held, taken)) {
                    return "";
                }
            }
        }
    }
    return "the last step does not take a lock of the cycle while its task holds the one before it";
}

std::string confirm_end(Interpreter& interpreter, const Run& run, const Violation& violation) {
    if (violation.within_step) {
        return confirm_within_step(run, violation);
    }
    if (!run.steps.empty() && run.steps.back().outcome.result == Result::violated) {
        return "the last step is not finished: '" + run.steps.back().outcome.kind + "'";
    }
    if (violation.invariant != none) {
        return confirm_invariant(interpreter, run, violation);
    }
    if (violation.kind == kind::deadlock) {
        return confirm_deadlock(interpreter, run);
    }
    if (violation.kind == kind::lock_order) {
        return confirm_lock_order(interpreter, run, violation);
    }
    return "'" + violation.kind + "' is not a kind of violation that a finished step can be";
}

std::string confirm_costs(const Program& program, const Run& run, const Counterexample& counterexample) {
    if (run.faults != counterexample.trace.faults) {
        return "the trace says " + std::to_string(counterexample.trace.faults) + " faults and takes " +
               std::to_string(run.faults);
    }
    if (run.faults > program.max_faults) {
        return "the trace takes " + std::to_string(run.faults) + " faults of " +
               std::to_string(program.max_faults) + " allowed";
    }
    if (run.moves != counterexample.trace.moves) {
        return "the trace says " + std::to_string(counterexample.trace.moves) + " moves and has " +
               std::to_string(run.moves);
    }
    const TaskId task = counterexample.violation.task;
    if (task != none && (run.steps.empty() || run.steps.back().task != task)) {
        return "the last step is not one of the task that the violation names";
    }
    return "";
}

/// The first point before the end at which the invariant is violated already; none: no such point.
std::size_t first_violation(Interpreter& interpreter, const Trace& trace, std::uint32_t invariant) {
    const Program& program = interpreter.program();
    Run run;
    run.end = interpreter.initial();
    for (std::size_t i = 0; i < trace.steps.size(); ++i) {
        if (violates(interpreter, run, invariant)) {
            return i;
        }
        const Taken& taken = trace.steps[i];
        interpreter.take(run.end, taken.step, taken.choice);
        run.steps.assign(1, {taken, program.locations[program.steps[taken.step].from].task, {}});
    }
    return trace.steps.size();
}

}  // namespace

std::string confirm(const Program& program, const Counterexample& counterexample) {
    Interpreter interpreter(program);
    const Run run = play(interpreter, counterexample.trace);
    if (!run.difference.empty()) {
        return run.difference;
    }
    if (std::string difference = confirm_costs(program, run, counterexample); !difference.empty()) {
        return difference;
    }
    if (std::string difference = confirm_end(interpreter, run, counterexample.violation); !difference.empty()) {
        return difference;
    }
    const std::uint32_t invariant = counterexample.violation.invariant;
    if (invariant != none) {
        const std::size_t first = first_violation(interpreter, counterexample.trace, invariant);
        if (first != counterexample.trace.steps.size()) {
            return "the invariant is violated after step " + std::to_string(first) + " already";
        }
    }
    return "";
}

}  // namespace mmapck::checker::replay
