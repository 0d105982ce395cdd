// SPDX-License-Identifier: Apache-2.0
#include "reports/tree.h"

#include <algorithm>

#include "reports/ascii.h"
#include "reports/drafts.h"

namespace mmapck::reports {

using namespace program;

namespace {

/// The drafts strictly inside a call that are shown.
std::vector<std::size_t> shown_inside(const Drafts& drafts, const Call& call) {
    std::vector<std::size_t> inside;
    for (std::size_t i = call.open + 1; i < std::min(call.close, drafts.lines.size()); ++i) {
        if (drafts.lines[i].shown) {
            inside.push_back(i);
        }
    }
    return inside;
}

bool always_shown(const Program& program, const Call& call) {
    const FrameKind kind = program.frames[call.frame].kind;
    return kind == FrameKind::hook || kind == FrameKind::system_call || call.failed;
}

void merge(Drafts& drafts, const Call& call, std::vector<std::string> notes) {
    Draft& line = drafts.lines[call.open];
    line.kind = Draft::Kind::line;
    line.merged = true;
    line.line.text += call.returns ? "; /* = " + call.returned + " */" : ";";
    line.line.notes = std::move(notes);
    drafts.lines[call.close].shown = false;
}

/// A function whose whole effect is one line becomes that line.
void merge_single(const Program& program, Drafts& drafts, const Call& call, std::size_t inner) {
    Draft& line = drafts.lines[inner];
    const Frame& frame = program.frames[call.frame];
    const bool other_fault = !line.site.empty() && line.site != printable(frame.function);
    if (line.merged || other_fault || line.line.notes.size() > 2 || frame.kind != FrameKind::function ||
        line.line.task != drafts.lines[call.open].line.task) {
        return;
    }
    std::vector<std::string> notes = line.line.notes;
    line.shown = false;
    if (line.site.empty()) {
        merge(drafts, call, std::move(notes));
        return;
    }
    Call without_value = call;
    without_value.returns = false;
    if (call.returns) {
        notes.front() = "! FAULT -> " + call.returned;
    }
    merge(drafts, without_value, std::move(notes));
}

void simplify_call(const Program& program, Drafts& drafts, const Call& call) {
    const std::vector<std::size_t> inside = shown_inside(drafts, call);
    const bool closed = call.close < drafts.lines.size();
    if (inside.empty() && closed) {
        if (always_shown(program, call)) {
            merge(drafts, call, {});
        } else {
            drafts.lines[call.open].shown = false;
            drafts.lines[call.close].shown = false;
        }
    } else if (inside.size() == 1 && closed) {
        merge_single(program, drafts, call, inside.front());
    }
}

/// One line for each system call of the setup, none for the calls that only build what the scenario names.
void summarise_setup(const Program& program, Drafts& drafts) {
    for (const Call& call : drafts.calls) {
        const TreeLine& line = drafts.lines[call.open].line;
        if (program.tasks[line.task].kind != TaskKind::setup || line.depth != 0 || call.close >= drafts.lines.size()) {
            continue;
        }
        for (std::size_t i = call.open + 1; i < call.close; ++i) {
            drafts.lines[i].shown = false;
        }
        merge(drafts, call, {});
        drafts.lines[call.open].shown = program.frames[call.frame].kind == FrameKind::system_call;
    }
}

std::string braces(const Program& program, const Drafts& drafts, const Draft& draft) {
    if (draft.kind == Draft::Kind::open) {
        return draft.name + " {";
    }
    if (draft.kind == Draft::Kind::line) {
        return draft.line.text;
    }
    const Call& call = drafts.calls[draft.call];
    const std::string name = printable(program.frames[call.frame].function);
    return "} /* " + name + (call.returns ? " = " + call.returned : "") + " */";
}

}  // namespace

void simplify(const Program& program, TaskId last_task, Drafts& drafts) {
    const bool in_setup = last_task != none && program.tasks[last_task].kind == TaskKind::setup;
    if (!in_setup) {
        summarise_setup(program, drafts);
    }
    for (auto call = drafts.calls.rbegin(); call != drafts.calls.rend(); ++call) {
        const Draft& open = drafts.lines[call->open];
        if (open.shown && !open.merged) {
            simplify_call(program, drafts, *call);
        }
    }
}

std::vector<TreeLine> call_tree(const Program& program, const checker::Counterexample& counterexample) {
    Drafts drafts = draft_tree(program, counterexample);
    const std::vector<checker::Taken>& steps = counterexample.trace.steps;
    simplify(program, steps.empty() ? none : program.locations[program.steps[steps.back().step].from].task, drafts);
    std::vector<TreeLine> tree;
    for (const Draft& draft : drafts.lines) {
        if (draft.shown) {
            tree.push_back(draft.line);
            tree.back().text = braces(program, drafts, draft);
        }
    }
    return tree;
}

}  // namespace mmapck::reports
