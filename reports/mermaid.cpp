// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include "checker/replay/frames.h"
#include "checker/replay/replay.h"
#include "reports/diagram.h"
#include "reports/findings.h"
#include "reports/one_trace.h"
#include "reports/values.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

using namespace program;
using checker::replay::EventValue;
using checker::replay::Played;

/// A lane for each task that moves and each lock that is taken; locks are active while they are held.
class Sequence {
  public:
    explicit Sequence(const Program& program) : program_(program) {}

    std::string draw(const Checked& checked, const checker::Counterexample& counterexample) {
        checker::replay::Interpreter interpreter(program_);
        const checker::replay::Run run = play(interpreter, counterexample.trace);
        for (const Played& played : run.steps) {
            add(played);
        }
        const std::string last = run.steps.empty() ? "" : task_lane(run.steps.back().task);
        std::string text = "sequenceDiagram\n%% " + mermaid_text(result_name(checked.context)) + "\n";
        for (const auto& [task, name] : tasks_) {
            text += "participant " + name + " as " + mermaid_text(program_.tasks[task].name) + "\n";
        }
        for (const auto& [lock, name] : locks_) {
            text += "participant " + name + " as " + mermaid_text(object_text(program_, lock.first, lock.second)) + "\n";
        }
        text += body_;
        return last.empty() ? text : text + "Note over " + last + ": " + mermaid_text("VIOLATED " + counterexample.violation.kind) + "\n";
    }

  private:
    std::string task_lane(TaskId task) { return tasks_.try_emplace(task, "T" + std::to_string(task)).first->second; }

    void note(TaskId task, const std::string& text) { body_ += "Note over " + task_lane(task) + ": " + mermaid_text(text) + "\n"; }

    void add(const Played& played) {
        const Step& step = program_.steps[played.taken.step];
        const Frame& frame = program_.frames[program_.locations[step.from].frame];
        if (step.kind == StepKind::fault) {
            note(played.task, program_.faults[step.fault].site + "() fails");
        }
        if (step.kind == StepKind::call) {
            const Frame& callee = program_.frames[program_.locations[step.to].frame];
            if (callee.kind == FrameKind::system_call || callee.kind == FrameKind::hook) {
                note(played.task, callee.kind == FrameKind::hook ? callee.function + "()" : callee.call_text);
            }
        }
        for (const EventValue& event : played.outcome.events) {
            add(played.task, event);
        }
        if (step.kind == StepKind::system_return && step.result != no_expr) {
            note(played.task, frame.function + "() = " + returned_text(program_, step.result_type, played.outcome.returned));
        }
    }

    void add(TaskId task, const EventValue& event) {
        if (event.kind != EventKind::acquire && event.kind != EventKind::release) {
            return;
        }
        const std::pair<TableId, std::int64_t> lock{event.table, event.object};
        const std::string lane = locks_.try_emplace(lock, "L" + std::to_string(locks_.size())).first->second;
        const bool takes = event.kind == EventKind::acquire;
        if (!takes && held_[lock] == 0) {
            return;
        }
        held_[lock] += takes ? 1 : -1;
        // The short form of activation means the sender on the way back, so it is written out.
        body_ += task_lane(task) + "->>" + lane + ": " + (takes ? "takes" : "releases") + "\n" +
                 (takes ? "activate " : "deactivate ") + lane + "\n";
    }

    const Program& program_;
    std::string body_;
    std::map<TaskId, std::string> tasks_;
    std::map<std::pair<TableId, std::int64_t>, std::string> locks_;
    std::map<std::pair<TableId, std::int64_t>, int> held_;
};

}  // namespace

std::unique_ptr<Report> mermaid_report(std::ostream& out, const std::string&) {
    const auto text = [](const Checked& checked, const checker::Counterexample& counterexample) {
        return Sequence(*checked.program).draw(checked, counterexample);
    };
    const auto remark = [](std::string& diagram, const std::string& sentence) { diagram += "%% " + sentence + "\n"; };
    return one_trace_report(out, {text, "sequenceDiagram\n%% no counterexample\n", remark});
}

}  // namespace mmapck::reports
