// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <ostream>
#include <string>

#include "model/program/passes.h"
#include "model/program/tests/random/recipe.h"
#include "model/program/tests/random_program.h"

namespace mmapck::program::tests {
namespace {

class Builder {
  public:
    explicit Builder(const Recipe& recipe) : recipe_(recipe) {}

    Program build() {
        const std::size_t tasks = std::clamp<std::size_t>(recipe_.tasks.size(), 1, 3);
        program_.files = {"random.c"};
        program_.types = {{}, {.display = Display::pointer, .name = "struct node *", .names = {}, .table = 0}};
        program_.tables = {{"struct node", {"node#1", "node#2"}}};
        finished_ = add_shared("finished", static_cast<std::int64_t>(tasks), 1);
        in_system_call_ = add_shared("in_system_call", 1, static_cast<std::uint32_t>(tasks));
        for (const VariableRecipe& variable : recipe_.variables) add(variable, tasks);
        for (TaskId task = 0; task < tasks; ++task)
            add(task, task < recipe_.tasks.size() ? recipe_.tasks[task] : TaskRecipe{});
        for (const Tape& tape : recipe_.invariants) add_invariant(tape);
        Expressions& e = program_.expressions;
        program_.ended = e.binary(Op::equal, e.load(finished_), e.constant(static_cast<std::int64_t>(tasks)));
        program_.quiescent = e.constant(1);
        for (TaskId task = 0; task < tasks; ++task)
            program_.quiescent = e.binary(Op::logic_and, program_.quiescent,
                                          e.unary(Op::logic_not, e.element(in_system_call_, e.constant(task))));
        program_.max_faults = recipe_.max_faults;
        return std::move(program_);
    }

  private:
    static constexpr std::uint32_t pointer_type = 1;

    std::uint8_t next() { return at_ < tape_.size() ? tape_[at_++] : 0; }
    std::int64_t next(std::int64_t limit) { return next() % limit; }
    ExprId constant(std::int64_t value) { return program_.expressions.constant(value); }

    VarId add_shared(const char* name, std::int64_t high, std::uint32_t count) {
        Variable variable;
        variable.name = name;
        variable.high = high;
        variable.count = count;
        variable.initial = {0};
        program_.variables.push_back(std::move(variable));
        return static_cast<VarId>(program_.variables.size() - 1);
    }

    void add(const VariableRecipe& recipe, std::size_t tasks) {
        const bool pointer = recipe.shape >= 6;
        Variable variable;
        variable.name = "v" + std::to_string(program_.variables.size());
        variable.type = pointer ? pointer_type : 0;
        variable.low = pointer ? 0 : recipe.low - 1;
        variable.high = pointer ? 4 : variable.low + recipe.width;
        variable.initial = {variable.low + (pointer ? recipe.initial % 3 : recipe.initial % (recipe.width + 1))};
        const auto owner = static_cast<TaskId>(recipe.owner % tasks);
        if (recipe.shape == 1) variable.count = 3;
        if (recipe.shape == 2 || recipe.shape == 3 || recipe.shape == 7) variable.owner = {owner};
        if (recipe.shape == 3) variable.count = 2;
        if (recipe.shape == 4) {  // a cell for each task
            variable.count = static_cast<std::uint32_t>(tasks);
            variable.owner.clear();
            for (TaskId task = 0; task < tasks; ++task) variable.owner.push_back(task);
        }
        program_.variables.push_back(std::move(variable));
    }

    /// The task's own variables twice, so that they are used as often as the shared ones. Task `none` is an invariant.
    std::vector<VarId> usable(TaskId task, bool pointers_only = false) const {
        std::vector<VarId> own, all;
        for (VarId id = 2; id < program_.variables.size(); ++id) {
            const Variable& variable = program_.variables[id];
            const bool mine = task != none && variable.owner_of(std::min(task, variable.count - 1)) == task;
            if (pointers_only && variable.type != pointer_type) continue;
            if (mine) own.push_back(id);
            if (mine || variable.owner[0] == shared) all.push_back(id);
        }
        all.insert(all.end(), own.begin(), own.end());
        return all;
    }

    ExprId index(const Variable& variable, TaskId task, int depth) {
        if (variable.owner.size() > 1) return constant(task);
        if (depth == 0 || next(2) == 0) return constant(next(variable.count));
        return value(task, depth - 1);
    }

    ExprId read(TaskId task, int depth, bool pointers_only = false) {
        const std::vector<VarId> from = usable(task, pointers_only);
        if (from.empty()) return constant(next(3));
        const VarId id = from[static_cast<std::size_t>(next(static_cast<std::int64_t>(from.size())))];
        const Variable& variable = program_.variables[id];
        if (variable.count == 1) return program_.expressions.load(id);
        return program_.expressions.element(id, index(variable, task, depth));
    }

    ExprId value(TaskId task, int depth) {
        Expressions& e = program_.expressions;
        const std::int64_t shape = next(10);
        if (shape <= 1 || (depth == 0 && shape == 9)) return choice_ && next(2) == 0 ? e.choice() : constant(next(6) - 1);
        if (shape <= 4 || depth == 0) return read(task, depth);
        if (shape == 5) return e.unary(static_cast<Op>(4 + next(3)), value(task, depth - 1));
        if (shape == 6) return e.extend(next(2) == 0 ? Op::sign_extend : Op::zero_extend, value(task, depth - 1),
                                        static_cast<int>(1 + next(64)));
        const ExprId a = value(task, depth - 1);
        const ExprId b = value(task, depth - 1);
        if (shape == 7) return e.conditional(condition(task, depth - 1), a, b);
        const auto first = static_cast<std::int64_t>(Op::add);
        const auto last = static_cast<std::int64_t>(Op::logic_or);
        return e.binary(static_cast<Op>(first + next(last - first + 1)), a, b);
    }

    ExprId condition(TaskId task, int depth) {
        if (next(4) == 0) return value(task, depth);
        const auto op = static_cast<Op>(static_cast<std::int64_t>(Op::equal) + next(4));
        const ExprId left = read(task, depth);
        return program_.expressions.binary(op, left, constant(next(4) - 1));
    }

    /// A value to store: seven times in eight one of the domain for sure.
    ExprId stored(TaskId task, const Variable& variable) {
        Expressions& e = program_.expressions;
        if (variable.type == pointer_type && next(2) == 0) return read(task, 0, true);
        const std::int64_t shape = next(8);
        if (shape == 7) return value(task, 2);
        const std::int64_t values = variable.high - variable.low + 1;
        if (shape <= 2) return constant(variable.low + next(values));
        return e.binary(Op::add, constant(variable.low),
                        e.binary(Op::remainder_unsigned, value(task, 2), constant(values)));
    }

    void assign(Step& step, TaskId task) {
        const std::vector<VarId> to = usable(task);
        if (to.empty()) return;
        const VarId id = to[static_cast<std::size_t>(next(static_cast<std::int64_t>(to.size())))];
        const Variable& variable = program_.variables[id];
        Assignment assignment{.variable = id};
        if (variable.count > 1) assignment.index = index(variable, task, 1);
        assignment.value = stored(task, variable);
        step.assignments.push_back(assignment);
    }

    static Step step_between(LocationId from, LocationId to, StepKind kind = StepKind::plain) {
        Step step;
        step.from = from;
        step.to = to;
        step.kind = kind;
        return step;
    }

    StepId add_step(const Step& step) {
        const auto id = static_cast<StepId>(program_.steps.size());
        program_.steps.push_back(step);
        program_.steps.back().where = {0, id + 1, 1};
        program_.locations[step.from].steps.push_back(id);
        return id;
    }

    void add(TaskId task, const TaskRecipe& statements) {
        const auto first = static_cast<LocationId>(program_.locations.size());
        const auto last = static_cast<LocationId>(first + statements.size());
        const auto frame = static_cast<FrameId>(program_.frames.size());
        const std::string name = "task" + std::to_string(task);
        program_.frames.emplace_back();
        program_.frames.back().kind = FrameKind::task;
        program_.frames.back().function = name;
        program_.tasks.push_back({.name = name, .first = first});
        for (LocationId at = first; at <= last + 1; ++at)
            program_.locations.push_back({task, frame, true, at == last + 1, false, {}});
        for (std::size_t i = 1; i < statements.size(); ++i)
            program_.locations[first + i].interruptible = !statements[i].inside;
        for (LocationId at = first; at < last; ++at) {
            const StatementRecipe& statement = statements[at - first];
            tape_ = statement.tape;
            at_ = 0;
            add(task, at, first + statement.target % (last + 1 - first), statement.kind);
        }
        Step end = step_between(last, last + 1, StepKind::end);
        Expressions& e = program_.expressions;
        end.assignments = {{finished_, no_expr, e.binary(Op::add, e.load(finished_), constant(1))},
                           {in_system_call_, constant(task), constant(0)}};
        add_step(end);
    }

    void add(TaskId task, LocationId at, LocationId target, std::uint8_t kind) {
        Expressions& e = program_.expressions;
        Location& here = program_.locations[at];
        Step step = step_between(at, at + 1);
        Step other = step_between(at, target);
        bool jumps = false;
        switch (kind) {
            case 0: case 1: case 2: case 3: case 4: break;
            case 5: assign(step, task); break;  // two assignments in all
            case 6: case 7: case 8: case 9:
                step.kind = other.kind = StepKind::branch;
                step.guard = condition(task, 1);
                other.guard = e.unary(Op::logic_not, step.guard);
                jumps = true;
                break;
            case 10: case 11: case 12:
                step.kind = StepKind::choice;
                step.choice_low = constant(next(2));
                step.choice_high =
                    next(4) == 0 ? e.binary(Op::remainder, value(task, 1), constant(4)) : constant(next(3));
                choice_ = true;
                break;
            case 13: case 14:
                step.kind = StepKind::wait;
                step.guard = condition(task, 1);
                here.may_wait = next(3) == 0;
                break;
            case 15:
                step.kind = StepKind::assume;
                step.assumption = condition(task, 1);
                break;
            case 16: case 17:
                step.checks.push_back({condition(task, 1), "check-" + std::to_string(next(2)), "a random check"});
                break;
            case 18: case 19:
                step.kind = StepKind::no_fault;
                other.kind = StepKind::fault;
                step.fault = other.fault = static_cast<FaultId>(program_.faults.size());
                program_.faults.push_back({"fault-" + std::to_string(at), FaultClass::driver, -12, here.frame, {}, true});
                jumps = true;
                break;
            case 20: step.frees.push_back({0, next(2) == 0 ? constant(next(4)) : read(task, 0, true)}); break;
            case 21:
                step.kind = StepKind::system_return;
                step.assignments.push_back({in_system_call_, constant(task), constant(next(2))});
                break;
            case 22: jumps = true; break;  // either way
            default: step.events.push_back({EventKind::get, 0, read(task, 0, true), constant(1)});
        }
        if (next(6) != 5) assign(step, task);
        choice_ = false;
        add_step(step);
        if (!jumps) return;
        if (next(2) == 1) assign(other, task);
        if (other.kind == StepKind::fault && next(4) == 3)
            other.checks.push_back({condition(task, 1), "check-after-fault", "a random check"});
        add_step(other);
        if (target <= at) program_.locations[target].interruptible = true;
    }

    void add_invariant(const Tape& tape) {
        tape_ = tape;
        at_ = 0;
        Invariant invariant;
        invariant.name = "invariant-" + std::to_string(program_.invariants.size());
        invariant.words = "a random invariant";
        invariant.moment = static_cast<Moment>(next(4));
        if (invariant.moment == Moment::at_return)
            invariant.task = static_cast<TaskId>(next(static_cast<std::int64_t>(program_.tasks.size())));
        Expressions& e = program_.expressions;
        const ExprId bad = e.binary(Op::logic_and, condition(none, 1), condition(none, 1));
        invariant.condition = e.unary(Op::logic_not, e.binary(Op::logic_and, bad, condition(none, 2)));
        if (next(2) == 1) invariant.subject = condition(none, 1);
        program_.invariants.push_back(invariant);
    }

    const Recipe& recipe_;
    Program program_;
    VarId finished_ = 0;
    VarId in_system_call_ = 0;
    Tape tape_;
    std::size_t at_ = 0;
    bool choice_ = false;
};

}  // namespace

rc::Gen<Program> random_program(int statements) {
    return rc::gen::map(random_recipe(statements), [](const Recipe& recipe) { return Builder(recipe).build(); });
}

}  // namespace mmapck::program::tests

namespace mmapck::program {

void showValue(const Program& program, std::ostream& out) { out << '\n' << to_text(program); }

}  // namespace mmapck::program
