// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "checker/replay/frames.h"
#include "checker/replay/replay.h"
#include "reports/ascii.h"
#include "reports/changes.h"
#include "reports/findings.h"
#include "reports/values.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

using namespace program;
using checker::replay::Played;
using nlohmann::ordered_json;

/// A process for each counterexample; in it a thread for each task, with its calls, and one for each lock that a task takes,
/// with the time for which it holds it. Time is the number of the step, one microsecond each.
class PerfettoReport : public Report {
  public:
    explicit PerfettoReport(std::ostream& out) : out_(out) { out_ << "{\"otherData\": {\"time\": \"steps, not microseconds\"},\n\"traceEvents\": ["; }

    void add(const Checked& checked) override {
        for (const checker::Counterexample& counterexample : checked.verdict.counterexamples) {
            ++process_;
            name("process_name", 0, result_name(checked.context) + ": " + printable(counterexample.violation.kind));
            add(*checked.program, counterexample);
        }
    }

    void finish() override { out_ << "\n]}\n"; }

  private:
    struct Thread {
        std::uint64_t number = 0;
        std::vector<FrameId> calls;  // that are open
    };

    void write(ordered_json event, std::uint64_t thread, std::size_t time) {
        event["pid"] = process_;
        event["tid"] = thread;
        event["ts"] = time;
        out_ << (first_ ? "\n" : ",\n") << event.dump();
        first_ = false;
    }

    void name(const char* what, std::uint64_t thread, const std::string& text) {
        write({{"ph", "M"}, {"name", what}, {"args", {{"name", text}}}}, thread, 0);
    }

    void begin(const std::string& text, std::uint64_t thread, std::size_t time) { write({{"ph", "B"}, {"name", text}}, thread, time); }
    void end(std::uint64_t thread, std::size_t time) { write({{"ph", "E"}}, thread, time); }

    void add(const Program& program, const checker::Counterexample& counterexample) {
        checker::replay::Interpreter interpreter(program);
        const checker::replay::Run run = play(interpreter, counterexample.trace);
        std::map<TaskId, Thread> tasks;
        std::map<std::tuple<TableId, std::int64_t, TaskId>, Thread> locks;
        for (TaskId task = 0; task < program.tasks.size(); ++task) {
            tasks[task].number = task + 1;
            name("thread_name", task + 1, "task " + printable(program.tasks[task].name));
        }
        for (std::size_t i = 0; i < run.steps.size(); ++i) {
            const Played& played = run.steps[i];
            const Step& step = program.steps[played.taken.step];
            stand_in(program, tasks[played.task], program.locations[step.from].frame, i);
            instants(program, played, i);
            for (const checker::replay::EventValue& event : played.outcome.events) {
                hold(program, played.task, event, locks, i);
            }
            stand_in(program, tasks[played.task], program.locations[step.to].frame, i + 1);
        }
        for (auto& [task, thread] : tasks) {
            close(thread, 0, run.steps.size() + 1);
        }
        for (auto& [lock, thread] : locks) {
            close(thread, 0, run.steps.size() + 1);
        }
    }

    void close(Thread& thread, std::size_t depth, std::size_t time) {
        for (; thread.calls.size() > depth; thread.calls.pop_back()) {
            end(thread.number, time);
        }
    }

    /// Ends and begins calls until the thread is in `frame`.
    void stand_in(const Program& program, Thread& thread, FrameId frame, std::size_t time) {
        std::vector<FrameId> chain = checker::replay::chain(program, frame);
        chain.erase(chain.begin());  // the task itself
        std::size_t common = 0;
        while (common < chain.size() && common < thread.calls.size() && chain[common] == thread.calls[common]) {
            ++common;
        }
        close(thread, common, time);
        for (; common < chain.size(); ++common) {
            thread.calls.push_back(chain[common]);
            begin(printable(program.frames[chain[common]].function) + "()", thread.number, time);
        }
    }

    void instants(const Program& program, const Played& played, std::size_t time) {
        const Step& step = program.steps[played.taken.step];
        ordered_json changes = ordered_json::object();
        for (const checker::replay::Change& change : played.outcome.changes) {
            if (is_shown(program, change.variable, change.cell)) {
                const std::uint32_t type = program.variables[change.variable].type;
                changes[cell_text(program, change.variable, change.cell)] =
                    value_text(program, type, change.before) + " -> " + value_text(program, type, change.after);
            }
        }
        const bool violated = played.outcome.result != checker::replay::Result::ok;
        if (step.kind == StepKind::fault || violated || !changes.empty()) {
            const std::string text = violated                         ? "VIOLATED " + printable(played.outcome.kind)
                                     : step.kind == StepKind::fault ? "FAULT " + printable(program.faults[step.fault].site)
                                                                    : printable(step.text);
            write({{"ph", "i"}, {"s", "t"}, {"name", text}, {"args", std::move(changes)}}, played.task + 1, time);
        }
    }

    /// A lock that several tasks hold for reading has a thread for each, since slices of one thread must nest.
    void hold(const Program& program, TaskId task, const checker::replay::EventValue& event,
              std::map<std::tuple<TableId, std::int64_t, TaskId>, Thread>& locks, std::size_t time) {
        if (event.kind != EventKind::acquire && event.kind != EventKind::release) {
            return;
        }
        const std::tuple<TableId, std::int64_t, TaskId> lock{event.table, event.object, task};
        if (locks.count(lock) == 0) {
            locks[lock].number = 1'000 + locks.size();
            name("thread_name", locks[lock].number, "lock " + object_text(program, event.table, event.object) + " by " + printable(program.tasks[task].name));
        }
        Thread& thread = locks[lock];
        if (event.kind == EventKind::acquire) {
            thread.calls.push_back(0);
            begin("held", thread.number, time);
        } else if (!thread.calls.empty()) {
            close(thread, thread.calls.size() - 1, time);
        }
    }

    std::ostream& out_;
    std::uint64_t process_ = 0;
    bool first_ = true;
};

}  // namespace

std::unique_ptr<Report> perfetto_report(std::ostream& out, const std::string&) { return std::make_unique<PerfettoReport>(out); }

}  // namespace mmapck::reports
