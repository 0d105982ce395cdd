// SPDX-License-Identifier: Apache-2.0
#include "conformance/play.h"

#include <algorithm>

#include "conformance/hook_calls.h"
#include "conformance/observer.h"

namespace mmapck::conformance {

using namespace program;

namespace {

constexpr std::size_t max_steps = 100'000;

class Player {
  public:
    Player(const Model& model, const Table& table, const std::vector<std::int64_t>& failing)
        : model_(model), table_(table), failing_(failing), interpreter_(model.program()), state_(interpreter_.initial()), observer_(model, table) {}

    Played take() {
        if (!run(TaskKind::setup)) return std::move(played_);
        at_start_ = state_;
        is_observed_ = is_call_ = true;
        if (!run(TaskKind::normal)) {
            played_.outcome.steps = observer_.steps();
            played_.outcome.end.reset();
            return std::move(played_);
        }
        is_call_ = false;
        const TaskId caller = model_.task(TaskKind::normal);
        note_violated(interpreter_.failing_at_return(state_, caller));
        note_violated(interpreter_.failing(state_));
        if (run(TaskKind::teardown)) note_violated(interpreter_.failing(state_));
        return std::move(played_);
    }

  private:
    /// Runs the task of that kind to its end. False: it did not get there.
    bool run(TaskKind kind) {
        const TaskId task = model_.task(kind);
        for (std::size_t i = 0; i < max_steps; ++i) {
            const Location& at = model_.program().locations[state_.locations[task]];
            if (at.final) return true;
            const StepId step = choose(at);
            if (step == none) return violated("deadlock", "task " + model_.program().tasks[task].name + " cannot go on");
            if (!take(step)) return false;
        }
        return violated("unbounded-loop", "the run does not end");
    }

    bool violated(const std::string& kind, const std::string& words) {
        played_.violated.insert(kind);
        if (is_over_) return false;
        const auto step = table_.violations.find(kind);
        if (step != table_.violations.end()) played_.violation_step = step->second;
        played_.violation = kind + ": " + words;
        return false;
    }

    void note_violated(const std::vector<std::uint32_t>& invariants) {
        for (const std::uint32_t i : invariants) played_.violated.insert(model_.program().invariants[i].name);
    }

    const OperationRow* operation_of(const Step& step) const {
        if (step.fault == none || !is_call_) return nullptr;
        const auto row = std::find_if(table_.operations.begin(), table_.operations.end(),
                                      [&](const OperationRow& r) { return r.site == model_.program().faults[step.fault].site; });
        return row == table_.operations.end() ? nullptr : &*row;
    }

    /// The step to take: of a fault point, the one that the schedule wants.
    StepId choose(const Location& at) {
        StepId passes = none, fails = none;
        for (const StepId id : at.steps) {
            const Step& step = model_.program().steps[id];
            const std::int64_t choice = step.choice_low == no_expr ? 0 : interpreter_.evaluate(step.choice_low, state_);
            if (!interpreter_.enabled(state_, id, choice)) continue;
            if (step.kind == StepKind::fault && fails == none) fails = id;
            if (step.kind != StepKind::fault && passes == none) passes = id;
        }
        if (fails == none || operation_of(model_.program().steps[fails]) == nullptr) return passes;
        const auto index = static_cast<std::int64_t>(played_.outcome.operations.size()) + 1;
        return std::find(failing_.begin(), failing_.end(), index) == failing_.end() ? passes : fails;
    }

    bool take(StepId id) {
        const Step& step = model_.program().steps[id];
        if (is_call_) warn(step);
        const State before = state_;
        const std::int64_t choice = step.choice_low == no_expr ? 0 : interpreter_.evaluate(step.choice_low, state_);
        checker::replay::Outcome outcome = interpreter_.take(state_, id, choice);
        if (is_ownerless(outcome.kind) && lend(step)) {
            played_.violated.insert(outcome.kind);
            outcome = interpreter_.take(state_, id, choice);
        }
        if (outcome.result != checker::replay::Result::ok) return violated(outcome.kind, outcome.words);
        if (const OperationRow* row = operation_of(step)) reach(step, *row);
        note_unclosed(before, outcome);
        if (is_observed_) observer_.after(interpreter_, before, state_, step, outcome);
        if (is_call_ && is_end_of(step, "mmap_region")) end_of_call(outcome.returned);
        if (!is_call_ && is_end_of(step, "recorded_unmap_all")) end_of_unmapping();
        return true;
    }

    void warn(const Step& step) {
        for (const Check& check : model_.warnings(step)) {
            if (interpreter_.evaluate(check.condition, state_) != 0) continue;
            played_.violated.insert(check.kind);
            observer_.warning(state_, step, check.kind);
        }
    }

    bool is_ownerless(const std::string& kind) const {
        return std::find(table_.ownerless.begin(), table_.ownerless.end(), kind) != table_.ownerless.end();
    }

    /// A put of somebody else's reference is a violation of the model and nothing to a counter: the reference is taken from whoever has one.
    /// The put itself comes within a few steps of the check.
    bool lend(const Step& check) {
        constexpr int steps_to_put = 4;
        LocationId at = check.to;
        for (int i = 0; i < steps_to_put && !model_.program().locations[at].steps.empty(); ++i) {
            const Step& step = model_.program().steps[model_.program().locations[at].steps.front()];
            for (const Event& event : step.events)
                if (event.kind == EventKind::put)
                    return model_.lend_reference(state_, interpreter_.evaluate(event.object, state_), interpreter_.evaluate(event.detail, state_));
            at = step.to;
        }
        return false;
    }

    void reach(const Step& step, const OperationRow& row) {
        const bool fails = step.kind == StepKind::fault;
        const Operation operation{row.op, model_.stack_of(step.fault)};
        played_.outcome.operations.push_back(operation);
        if (fails) played_.failed.push_back(operation);
        if (fails && row.error)
            for (const Assignment& a : step.assignments) state_.cells[interpreter_.cell(a.variable, 0)] = *row.error;
        observer_.operation(state_, row, fails);
    }

    /// VMAs that are freed while their driver still waits for close.
    void note_unclosed(const State& before, const checker::replay::Outcome& outcome) {
        for (const checker::replay::Freed& freed : outcome.freed) {
            if (model_.program().tables[freed.table].type != "struct vm_area_struct" || !model_.has_close(before, freed.object)) continue;
            const std::string name = observer_.identities().name(freed.object);
            const bool is_duplicate = name.find('\'') != std::string::npos;
            const auto& steps = observer_.steps();
            if (!is_duplicate || std::find(steps.begin(), steps.end(), "hook.open:" + name) != steps.end()) ++played_.outcome.leaks.close_balance[name];
        }
    }

    bool is_end_of(const Step& step, std::string_view function) const {
        return (step.kind == StepKind::result || step.kind == StepKind::system_return) && model_.function_of(step) == function;
    }

    void end_of_call(std::int64_t returned) {
        played_.outcome.ret = returned < 0 ? returned : returned + model_.world().origin;
        played_.outcome.steps = observer_.steps();
        EndState end;
        end.counters = model_.counters(state_);
        end.files = model_.files(state_);
        for (const std::int64_t instance : model_.vmas(state_)) {
            Vma vma = model_.vma(state_, instance);
            vma.name = observer_.identities().name(instance);
            if (model_.is_linked(state_, instance)) end.files[vma.file].rmap.insert(vma.name);
            end.vmas.push_back(std::move(vma));
        }
        std::sort(end.vmas.begin(), end.vmas.end(), [](const Vma& a, const Vma& b) { return a.start < b.start; });
        count_hook_calls(played_.outcome.steps, end);
        played_.outcome.end = std::move(end);
    }

    void end_of_unmapping() {
        is_over_ = true;
        constexpr std::string_view close = "hook.close:";
        const std::vector<std::string>& steps = observer_.steps();
        for (std::size_t i = played_.outcome.steps.size(); i < steps.size(); ++i)
            if (steps[i].rfind(close, 0) == 0) played_.outcome.closed_at_teardown.push_back(steps[i].substr(close.size()));
        Leaks& leaks = played_.outcome.leaks;
        const Counters counters = model_.counters(state_);
        leaks.charged = counters.charged;
        leaks.total_vm = counters.total_vm;
        leaks.locked_vm = counters.locked_vm;
        leaks.map_count = counters.map_count;
        for (const std::int64_t instance : model_.vmas(state_)) leaks.vmas.push_back(observer_.identities().name(instance));
        const std::map<std::string, FileState> before = model_.files(at_start_);
        for (const auto& [letter, file] : model_.files(state_)) {
            if (file.refs > 1) leaks.file_refs[letter] = file.refs - 1;
            if (const std::int64_t at_rest = std::min<std::int64_t>(before.at(letter).writable, 0); file.writable != at_rest)
                leaks.writable[letter] = file.writable - at_rest;
        }
    }

    const Model& model_;
    const Table& table_;
    const std::vector<std::int64_t>& failing_;
    Interpreter interpreter_;
    State state_, at_start_;
    Observer observer_;
    bool is_observed_ = false;   ///< from the call on
    bool is_call_ = false;
    bool is_over_ = false;       ///< all that is compared has been seen; the files are closed, for the invariants
    Played played_;
};

}  // namespace

Played play(const Model& model, const Table& table, const std::vector<std::int64_t>& failing) {
    return Player(model, table, failing).take();
}

}  // namespace mmapck::conformance
