// SPDX-License-Identifier: Apache-2.0
#include "reports/drafts.h"

#include <algorithm>
#include <utility>

#include "checker/replay/frames.h"
#include "reports/ascii.h"
#include "reports/changes.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using checker::replay::Freed;
using checker::replay::Interpreter;
using checker::replay::Played;
using checker::replay::State;

namespace {

std::string statement(std::string_view text) {
    std::string result = printable(text);
    while (!result.empty() && (result.back() == ';' || result.back() == ' ')) {
        result.pop_back();
    }
    return result + ";";
}

/// The arguments of a call with their parentheses: what the last ')' closes. "()" for anything else.
std::string arguments(const std::string& call) {
    std::size_t open = 0;
    for (std::size_t i = call.size(); i-- > 0 && call.back() == ')';) {
        open += call[i] == ')' ? 1 : 0;
        if (call[i] == '(' && --open == 0) {
            return call.substr(i);
        }
    }
    return "()";
}

/// A call as it is written; of a hook, the function that is called in place of the pointer to it.
std::string call_text(const Frame& frame) {
    std::string text = statement(frame.call_text);
    text.pop_back();
    return text.empty() || frame.kind == FrameKind::hook ? printable(frame.function) + arguments(text) : text;
}

/// A call of a primitive whose steps are still coming.
struct Fold {
    FrameId frame = none;
    std::size_t step = 0;  // its first
    State before;
    std::vector<Freed> freed;
    std::vector<std::string> notes;
    std::string site;
    bool forced = false;
};

class Drafter {
  public:
    Drafter(const Program& program, const checker::Counterexample& counterexample)
        : program_(program), counterexample_(counterexample), interpreter_(program), state_(interpreter_.initial()),
          stacks_(program.tasks.size()), folds_(program.tasks.size()) {}

    Drafts draft() {
        const checker::replay::Run run = play(interpreter_, counterexample_.trace);
        for (std::size_t i = 0; i < run.steps.size(); ++i) {
            const Played& played = run.steps[i];
            if (i > 0 && run.steps[i - 1].task != played.task) {
                finish_fold(run.steps[i - 1].task);
            }
            const State before = state_;
            step_ = i;
            advance(played);
            add(played, before);
        }
        if (!run.steps.empty()) {
            finish_fold(run.steps.back().task);
        }
        return std::move(drafts_);
    }

  private:
    void advance(const Played& played) {
        for (const checker::replay::Change& change : played.outcome.changes) {
            state_.cells[interpreter_.cell(change.variable, change.cell)] = change.after;
        }
    }

    /// The frames of a location that are lines of their own, without the task's; and the folded one below them.
    std::pair<std::vector<FrameId>, FrameId> split(LocationId location) const {
        std::vector<FrameId> frames = checker::replay::chain(program_, program_.locations[location].frame);
        frames.erase(frames.begin());
        const auto folded = std::find_if(frames.begin(), frames.end(), [this](FrameId id) {
            return checker::replay::is_folded(program_.frames[id]);
        });
        const FrameId fold = folded == frames.end() ? none : *folded;
        frames.erase(folded, frames.end());
        return {std::move(frames), fold};
    }

    void add(const Played& played, const State& before) {
        const Step& step = program_.steps[played.taken.step];
        const auto [from, fold] = split(step.from);
        const auto [to, next_fold] = split(step.to);
        const bool unfinished = played.outcome.result == checker::replay::Result::violated;
        // What is wrong with a call's return is shown there; a check of the returned expression is a line of its own.
        const bool returns_badly = unfinished && counterexample_.violation.kind == kind::lock_held_at_return;
        const bool leaves = (step.kind == StepKind::result || step.kind == StepKind::system_return) &&
                            (!unfinished || returns_badly);
        stand_in(played.task, from);
        if (fold == none && next_fold != none && step.kind == StepKind::call) {
            begin_fold(played.task, next_fold, before);
        } else if (fold != none && folds_[played.task].frame != fold) {
            begin_fold(played.task, fold, before);
        }
        if (folds_[played.task].frame != none) {
            continue_fold(played, step);
        } else if (!unfinished || !leaves) {
            add_statement(played, step, before);
        }
        if (unfinished && !(leaves && fold == none)) {
            return;
        }
        const bool leaves_fold = leaves && program_.locations[step.from].frame == fold;
        if (leaves_fold || next_fold != folds_[played.task].frame) {
            finish_fold(played.task);
        }
        if (leaves && fold == none && !stacks_[played.task].empty()) {
            close(played, step);
        }
        if (step.kind == StepKind::call && fold == none && next_fold == none && to.size() > from.size()) {
            stand_in(played.task, from);
            open(played.task, to.back());
        } else {
            stand_in(played.task, to);
        }
    }

    /// Opens and closes calls until the task's stack is `frames`.
    void stand_in(TaskId task, const std::vector<FrameId>& frames) {
        std::vector<std::size_t>& stack = stacks_[task];
        std::size_t common = 0;
        while (common < stack.size() && common < frames.size() && drafts_.calls[stack[common]].frame == frames[common]) {
            ++common;
        }
        while (stack.size() > common) {
            close_without_value(task);
        }
        for (; common < frames.size(); ++common) {
            open(task, frames[common]);
        }
    }

    void open(TaskId task, FrameId frame) {
        Draft draft;
        draft.kind = Draft::Kind::open;
        draft.line = {task, stacks_[task].size(), call_text(program_.frames[frame]), {}, step_};
        draft.name = program_.frames[frame].kind == FrameKind::system_call ? draft.line.text
                                                                           : printable(program_.frames[frame].function) + "()";
        draft.call = drafts_.calls.size();
        Call call;
        call.frame = frame;
        call.open = drafts_.lines.size();
        stacks_[task].push_back(drafts_.calls.size());
        drafts_.calls.push_back(std::move(call));
        drafts_.lines.push_back(std::move(draft));
    }

    void close_without_value(TaskId task) {
        const std::size_t number = stacks_[task].back();
        stacks_[task].pop_back();
        Draft draft;
        draft.kind = Draft::Kind::close;
        draft.line = {task, stacks_[task].size(), "", {}, step_};
        draft.call = number;
        drafts_.calls[number].close = drafts_.lines.size();
        drafts_.lines.push_back(std::move(draft));
    }

    void close(const Played& played, const Step& step) {
        Call& call = drafts_.calls[stacks_[played.task].back()];
        call.returns = step.result != no_expr;
        if (call.returns) {
            call.returned = returned_text(program_, step.result_type, played.outcome.returned);
            call.failed = call.returned.size() > 2 && call.returned.substr(0, 2) == "-E";
        }
        close_without_value(played.task);
    }

    void add_line(TaskId task, std::size_t step, std::string text, std::vector<std::string> notes, std::string site) {
        Draft draft;
        draft.line = {task, stacks_[task].size(), std::move(text), std::move(notes), step};
        draft.site = std::move(site);
        drafts_.lines.push_back(std::move(draft));
    }

    void add_statement(const Played& played, const Step& step, const State& before) {
        std::vector<std::string> notes = special_notes(played, step);
        for (std::string& text : differences(interpreter_, before, state_, played.outcome.freed)) {
            notes.push_back(std::move(text));
        }
        const bool fault = step.kind == StepKind::fault;
        const bool unfinished = played.outcome.result == checker::replay::Result::violated;
        if (!notes.empty() || unfinished) {
            const std::string site = fault ? printable(program_.faults[step.fault].site) : "";
            const bool result = step.kind == StepKind::result || step.kind == StepKind::system_return;
            const std::string text = fault    ? site + "();"
                                     : result ? "return from " + frame_text(program_, program_.locations[step.from].frame) + ";"
                                              : statement(step.text);
            add_line(played.task, step_, text, std::move(notes), site);
        }
    }

    /// What is said of a step besides the cells that it changed.
    std::vector<std::string> special_notes(const Played& played, const Step& step) const {
        if (step.kind == StepKind::fault) {
            const std::int64_t error = program_.faults[step.fault].error;
            return {"! FAULT -> " + (error != 0 ? returned_text(program_, 0, error)
                                                : std::to_string(played.taken.choice))};
        }
        if (step.kind == StepKind::choice) {
            return {"chosen: " + std::to_string(played.taken.choice)};
        }
        return {};
    }

    void begin_fold(TaskId task, FrameId frame, const State& before) {
        finish_fold(task);
        folds_[task].frame = frame;
        folds_[task].step = step_;
        folds_[task].before = before;
    }

    void continue_fold(const Played& played, const Step& step) {
        Fold& fold = folds_[played.task];
        fold.forced |= played.outcome.result == checker::replay::Result::violated;
        fold.freed.insert(fold.freed.end(), played.outcome.freed.begin(), played.outcome.freed.end());
        for (std::string& note : special_notes(played, step)) {
            fold.notes.push_back(std::move(note));
        }
        if (step.kind == StepKind::fault) {
            fold.site = printable(program_.faults[step.fault].site);
        }
    }

    void finish_fold(TaskId task) {
        Fold fold = std::exchange(folds_[task], {});
        if (fold.frame == none) {
            return;
        }
        for (std::string& text : differences(interpreter_, fold.before, state_, fold.freed)) {
            fold.notes.push_back(std::move(text));
        }
        const bool in_setup = program_.tasks[task].kind == TaskKind::setup && stacks_[task].empty();
        if (!fold.notes.empty() || fold.forced || in_setup) {
            add_line(task, fold.step, call_text(program_.frames[fold.frame]) + ";", std::move(fold.notes), fold.site);
        }
    }

    const Program& program_;
    const checker::Counterexample& counterexample_;
    Interpreter interpreter_;
    State state_;
    std::size_t step_ = 0;                          // index of the step that is looked at
    Drafts drafts_;
    std::vector<std::vector<std::size_t>> stacks_;  // by task: the calls it is in
    std::vector<Fold> folds_;                       // by task
};

}  // namespace

Drafts draft_tree(const Program& program, const checker::Counterexample& counterexample) {
    return Drafter(program, counterexample).draft();
}

}  // namespace mmapck::reports
