// SPDX-License-Identifier: Apache-2.0
#include "reports/story.h"

#include <algorithm>

#include "model/program/element_names.h"
#include "reports/ascii.h"
#include "reports/fewest_switches.h"
#include "reports/relevant.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using checker::Counterexample;
using checker::replay::Entry;
using checker::replay::Interpreter;
using checker::replay::Place;
using checker::replay::Run;

namespace {

std::string shown_call(const Frame& frame) {
    const std::string text = printable(frame.call_text);
    return text.empty() ? printable(frame.function) + "()" : text;
}

/// The outermost system call that a frame is in; none if there is none.
FrameId system_call_of(const Program& program, FrameId frame) {
    for (const FrameId each : checker::replay::chain(program, frame)) {
        if (program.frames[each].kind == FrameKind::system_call) {
            return each;
        }
    }
    return none;
}

std::vector<std::string> chain_texts(const Program& program, FrameId frame) {
    std::vector<std::string> texts;
    for (const FrameId each : checker::replay::chain(program, frame)) {
        const Frame& one = program.frames[each];
        if (one.parent != none && !one.notrace) {
            texts.push_back(one.kind == FrameKind::system_call ? shown_call(one) : printable(one.function));
        }
    }
    return texts;
}

std::vector<FaultTaken> faults_of(const Program& program, const Run& run) {
    std::vector<FaultTaken> faults;
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
        const Step& step = program.steps[run.steps[i].taken.step];
        if (step.kind != StepKind::fault) {
            continue;
        }
        const Fault& fault = program.faults[step.fault];
        faults.push_back({step.fault, run.steps[i].task, i,
                          fault.error != 0 ? returned_text(program, 0, fault.error)
                                           : std::to_string(run.steps[i].taken.choice),
                          chain_texts(program, program.locations[step.from].frame)});
    }
    return faults;
}

/// The call that is open in `frame` at a step, and what it returns later in the run. `returns_badly`: the run ends in a
/// return that is not finished, but whose value counts.
CallMade call_at(const Program& program, const Run& run, bool returns_badly, std::size_t at, FrameId frame) {
    CallMade made;
    made.task = run.steps[at].task;
    made.call = shown_call(program.frames[frame]);
    for (std::size_t i = at; i < run.steps.size() && !made.returned; ++i) {
        const Step& step = program.steps[run.steps[i].taken.step];
        const bool finished = run.steps[i].outcome.result == checker::replay::Result::ok || returns_badly;
        if (finished && step.kind == StepKind::system_return && program.locations[step.from].frame == frame) {
            made.returned = true;
            made.value = step.result == no_expr
                             ? ""
                             : returned_text(program, step.result_type, run.steps[i].outcome.returned);
        }
    }
    return made;
}

CallMade call_of(const Program& program, const Run& run, bool returns_badly, const std::vector<FaultTaken>& faults) {
    if (!faults.empty()) {
        const Step& step = program.steps[run.steps[faults.front().step].taken.step];
        if (const FrameId frame = system_call_of(program, program.locations[step.from].frame); frame != none) {
            return call_at(program, run, returns_badly, faults.front().step, frame);
        }
    }
    for (std::size_t i = run.steps.size(); i-- > 0;) {
        const Step& step = program.steps[run.steps[i].taken.step];
        if (const FrameId frame = system_call_of(program, program.locations[step.from].frame); frame != none) {
            return call_at(program, run, returns_badly, i, frame);
        }
    }
    return {};
}

/// Who holds a reference, as the elements of the reference count's array are named.
std::string owner_text(const Program& program, const Entry& entry) {
    for (const Variable& variable : program.variables) {
        if (variable.table == entry.table && variable.field == "held") {
            return printable(element_text(program, variable, static_cast<std::uint32_t>(entry.detail)));
        }
    }
    return std::to_string(entry.detail);
}

checker::replay::Place place_of(const Program& program, const Counterexample& counterexample, const Run& run,
                                const Story& story) {
    if (!story.held.empty() && story.at_a_moment) {
        return story.held.front().entry.place;
    }
    if (!story.blocked.empty()) {
        return story.blocked.front().place;
    }
    if (!run.steps.empty()) {
        return checker::replay::place(program, program.steps[run.steps.back().taken.step]);
    }
    return {none, counterexample.violation.where};
}

std::string taken_text(EventKind kind) {
    switch (kind) {
        case EventKind::get: return "referenced";
        case EventKind::charge: return "charged";
        case EventKind::owe: return "owed";
        default: return "acquired";
    }
}

std::string given_back_text(EventKind kind) {
    switch (kind) {
        case EventKind::get: return "put";
        case EventKind::charge: return "uncharged";
        case EventKind::owe: return "settled";
        default: return "released";
    }
}

/// " on mmap() = -ENOMEM after vm_area_alloc() fails".
std::string path_text(const Program& program, const Story& story) {
    std::string text;
    if (story.call.task != none && story.call.returned) {
        text += " on " + story.call.call.substr(0, story.call.call.find('(')) + "()";
        text += story.call.value.empty() ? "" : " = " + story.call.value;
    }
    for (const FaultTaken& taken : story.faults) {
        text += (&taken == &story.faults.front() ? " after " : " and ") + printable(program.faults[taken.fault].site) + "()";
    }
    return text + (story.faults.empty() ? "" : story.faults.size() == 1 ? " fails" : " fail");
}

}  // namespace

std::string entry_text(const Program& program, const Entry& entry) {
    const std::string object = object_text(program, entry.table, entry.object);
    const std::string type = entry.table < program.tables.size() ? printable(program.tables[entry.table].type) : "object";
    const std::string by = ", by task " + printable(program.tasks[entry.task].name);
    if (entry.kind == EventKind::get) {
        return "reference " + owner_text(program, entry) + " on " + object + by;
    }
    if (entry.kind == EventKind::charge) {
        return "charge of " + std::to_string(entry.detail) + " on " + object + by;
    }
    if (entry.kind == EventKind::owe) {
        return "obligation " + object + by;
    }
    const std::string mode = type != "struct rw_semaphore" ? "" : entry.detail == 2 ? " (read)" : " (write)";
    return (type.rfind("struct ", 0) == 0 ? type.substr(7) : type) + " " + object + mode + by;
}

Story tell(const Program& program, const Counterexample& counterexample) {
    Interpreter interpreter(program);
    const Run run = play(interpreter, counterexample.trace);
    Story story;
    story.at_a_moment = counterexample.violation.invariant != none ||
                        counterexample.violation.kind == kind::lock_held_at_return;
    story.faults = faults_of(program, run);
    story.call = call_of(program, run, counterexample.violation.kind == kind::lock_held_at_return, story.faults);
    for (const Entry& entry : relevant_entries(program, counterexample.violation, run)) {
        story.held.push_back({entry, entry_text(program, entry), object_text(program, entry.table, entry.object),
                              hooks_not_called(program, run, entry), {}});
    }
    if (!story.at_a_moment && !story.held.empty() && counts_locks(program, counterexample.violation, run)) {
        story.kept_by = last_hook(program, run);
    }
    if (story.at_a_moment && !story.held.empty()) {
        story.held.front().exits = exits(program, run, story.held.front().entry);
    }
    if (counterexample.violation.kind == kind::deadlock && counterexample.violation.invariant == none) {
        story.blocked = blocked_tasks(interpreter, run.end);
    }
    story.context_switches = context_switches(program, counterexample.trace);
    story.place = place_of(program, counterexample, run, story);
    return story;
}

std::string gist(const Program& program, const Counterexample& counterexample, const Story& story) {
    if (!counterexample.violation.cycle.empty()) {
        std::string text = "cycle";
        for (const std::string& edge : counterexample.violation.cycle) {
            text += (&edge == &counterexample.violation.cycle.front() ? ": " : ", ") + printable(edge);
        }
        return text;
    }
    if (story.held.empty() || (!story.at_a_moment && story.kept_by == none)) {
        const std::string path = path_text(program, story);
        return printable(counterexample.violation.words) + (path.empty() ? "" : "," + path);
    }
    const Held& held = story.held.front();
    std::string text = "'" + held.object + "' " + taken_text(held.entry.kind) + " by task " +
                       printable(program.tasks[held.entry.task].name) + ", not " + given_back_text(held.entry.kind);
    if (story.kept_by != none) {
        text += " by " + printable(program.frames[story.kept_by].function) + "()" + path_text(program, story);
        return text;
    }
    text += path_text(program, story);
    for (const Due& due : held.due) {
        text += (&due == &held.due.front() ? "; " : ", ") + printable(program.frames[due.hook].function) + "()";
    }
    return text + (held.due.empty() ? "" : " not called");
}

Place spot(const Program& program, const Story& story) {
    return story.kept_by == none ? story.place : Place{story.kept_by, program.frames[story.kept_by].definition};
}

std::string one_line(const Program& program, const Counterexample& counterexample, const Story& story) {
    const Place place = spot(program, story);
    const std::string where = position_text(program, place.where);
    const std::string function = frame_text(program, place.frame);
    return (where.empty() ? "" : where + ": ") + (function.empty() ? "" : function + ": ") +
           printable(counterexample.violation.kind) + ": " + gist(program, counterexample, story);
}

}  // namespace mmapck::reports
