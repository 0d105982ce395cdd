// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/program/passes.h"

namespace mmapck::program {
namespace {

// Bit task + 1 of a word of holders is a task, and holders are signed 64-bit numbers.
constexpr std::size_t max_tasks = 62;

/// What the nodes below an expression use; bit t of `tasks`: a cell that task t alone may use.
struct Uses {
    std::uint64_t tasks = 0;
    bool choice = false;
};

class Validator {
  public:
    explicit Validator(const Program& program) : program_(program) {}

    std::vector<std::string> run() {
        if (program_.types.empty()) error("types", "there is no type 0, the plain number");
        if (program_.tasks.size() > max_tasks) error("tasks", "there are more than 62");
        check_types();
        for (std::size_t i = 0; i < program_.variables.size(); ++i) check(program_.variables[i], label("variable", i));
        if (!errors_.empty()) return std::move(errors_);  // what follows indexes by these
        check_expressions();
        if (!errors_.empty()) return std::move(errors_);
        check_frames();
        check_tasks();
        check_locations();
        for (std::size_t i = 0; i < program_.steps.size(); ++i) check(program_.steps[i], label("step", i));
        check_conditions();
        return std::move(errors_);
    }

  private:
    static std::string label(const char* what, std::size_t index) { return what + (' ' + std::to_string(index)); }

    void error(const std::string& where, const std::string& what) { errors_.push_back(where + ": " + what); }

    /// True if `id` is an index in a list of that size.
    bool in_range(std::size_t id, std::size_t size, const std::string& where, const char* what) {
        if (id < size) return true;
        error(where, std::string(what) + ' ' + std::to_string(id) + " does not exist");
        return false;
    }

    void check(const Position& position, const std::string& where) {
        if (position.file != none) in_range(position.file, program_.files.size(), where, "file");
    }

    void check_types() {
        for (std::size_t i = 0; i < program_.types.size(); ++i) {
            const Type& type = program_.types[i];
            const auto value = [](const auto& named) { return named.first; };
            if (!std::ranges::is_sorted(type.names, {}, value)) error(label("type", i), "names are not in order of value");
            if (type.table != none) in_range(type.table, program_.tables.size(), label("type", i), "table");
        }
    }

    void check(const Variable& variable, const std::string& where) {
        in_range(variable.type, program_.types.size(), where, "type");
        if (variable.table != none) in_range(variable.table, program_.tables.size(), where, "table");
        check(variable.where, where);
        if (variable.low > variable.high) error(where, "the domain is empty");
        if (variable.count == 0) error(where, "there are no cells");
        if (variable.initial.size() != 1 && variable.initial.size() != variable.count)
            error(where, "the number of initial values is neither 1 nor the number of cells");
        if (variable.owner.size() != 1 && variable.owner.size() != variable.count)
            error(where, "the number of owners is neither 1 nor the number of cells");
        for (const std::int64_t value : variable.initial)
            if (value < variable.low || value > variable.high) error(where, "an initial value is outside the domain");
        if (!variable.held.empty() && variable.held.size() != variable.count)
            error(where, "the number of intervals held is neither 0 nor the number of cells");
        for (const TaskId owner : variable.owner)
            if (owner != shared) in_range(owner, program_.tasks.size(), where, "task");
    }

    /// The task that alone may use the cell or, of an unknown cell, every cell of a variable.
    std::uint64_t owner_bit(VarId id, const std::int64_t* cell) const {
        const Variable& variable = program_.variables[id];
        if (cell == nullptr && variable.owner.size() != 1) return 0;
        if (cell != nullptr && (*cell < 0 || *cell >= variable.count)) return 0;
        const TaskId owner = variable.owner_of(cell == nullptr ? 0 : static_cast<std::uint32_t>(*cell));
        return owner == shared ? 0 : std::uint64_t{1} << owner;
    }

    const std::int64_t* constant(ExprId id) const {
        const Expression& node = program_.expressions[id];
        return node.op == Op::constant ? &node.value : nullptr;
    }

    void check_expressions() {
        uses_.resize(program_.expressions.size());
        for (ExprId id = 0; id < program_.expressions.size(); ++id) {
            const Expression& node = program_.expressions[id];
            const std::string where = label("expression", id);
            const int operands = arity(node.op);
            int number = 0;
            for (const ExprId operand : {node.a, node.b, node.c}) {
                const bool wanted = number++ < operands;
                if (wanted ? operand >= id : operand != no_expr) {
                    error(where, "operand " + std::to_string(number) + (wanted ? " does not come before" : " is not used"));
                } else if (wanted) {
                    uses_[id].tasks |= uses_[operand].tasks;
                    uses_[id].choice |= uses_[operand].choice;
                }
            }
            check_operator(id, node, where);
        }
    }

    void check_operator(ExprId id, const Expression& node, const std::string& where) {
        const std::int64_t first_cell = 0;
        if (node.op == Op::choice) uses_[id].choice = true;
        if ((node.op == Op::sign_extend || node.op == Op::zero_extend) && (node.value < 1 || node.value > 64))
            error(where, "the number of bits is not 1 to 64");
        if (node.op != Op::load && node.op != Op::element) return;
        if (!in_range(node.variable, program_.variables.size(), where, "variable")) return;
        if (node.op == Op::load) uses_[id].tasks |= owner_bit(node.variable, &first_cell);
        if (node.op == Op::element && node.a < id) uses_[id].tasks |= owner_bit(node.variable, constant(node.a));
    }

    void check_frames() {
        for (std::size_t i = 0; i < program_.frames.size(); ++i) {
            const Frame& frame = program_.frames[i];
            check(frame.call, label("frame", i));
            check(frame.definition, label("frame", i));
            if (frame.parent != none && frame.parent >= i) error(label("frame", i), "the parent does not come before");
        }
    }

    void check_tasks() {
        for (std::size_t i = 0; i < program_.tasks.size(); ++i) {
            const LocationId first = program_.tasks[i].first;
            if (in_range(first, program_.locations.size(), label("task", i), "location") &&
                program_.locations[first].task != i)
                error(label("task", i), "the first location is of another task");
        }
    }

    void check_locations() {
        std::vector<bool> listed(program_.steps.size());
        for (std::size_t i = 0; i < program_.locations.size(); ++i) {
            const Location& location = program_.locations[i];
            const std::string where = label("location", i);
            in_range(location.task, program_.tasks.size(), where, "task");
            in_range(location.frame, program_.frames.size(), where, "frame");
            if (location.final && !location.steps.empty()) error(where, "a final location has steps");
            for (const StepId step : location.steps) {
                if (!in_range(step, program_.steps.size(), where, "step")) continue;
                if (program_.steps[step].from != i) error(where, label("step", step) + " leaves from another location");
                if (listed[step]) error(where, label("step", step) + " is listed twice");
                listed[step] = true;
            }
        }
        for (std::size_t i = 0; i < listed.size(); ++i)
            if (!listed[i]) error(label("step", i), "no location lists it");
    }

    /// An expression that task `task` (or none) evaluates, where Op::choice has a value or not.
    void check_use(ExprId id, TaskId task, bool choice, const std::string& where, const char* what) {
        if (!in_range(id, program_.expressions.size(), where, what)) return;
        if (uses_[id].choice && !choice) error(where, std::string(what) + " uses a choice where there is none");
        const std::uint64_t own = task < max_tasks ? std::uint64_t{1} << task : 0;
        if (task != none && (uses_[id].tasks & ~own) != 0) error(where, std::string(what) + " reads a cell of another task");
    }

    void check_optional(ExprId id, TaskId task, bool choice, const std::string& where, const char* what) {
        if (id != no_expr) check_use(id, task, choice, where, what);
    }

    void check(const Step& step, const std::string& where) {
        check(step.where, where);
        if (!in_range(step.from, program_.locations.size(), where, "location")) return;
        if (!in_range(step.to, program_.locations.size(), where, "location")) return;
        const TaskId task = program_.locations[step.from].task;
        if (program_.locations[step.to].task != task) error(where, "leads to a location of another task");
        const bool chooses = step.choice_low != no_expr;
        if (chooses != (step.choice_high != no_expr)) error(where, "the choice has one bound");
        check_optional(step.guard, task, false, where, "the guard");
        check_optional(step.choice_low, task, false, where, "the choice's lower bound");
        check_optional(step.choice_high, task, false, where, "the choice's upper bound");
        check_optional(step.assumption, task, chooses, where, "the assumption");
        check_optional(step.result, task, chooses, where, "the result");
        in_range(step.result_type, program_.types.size(), where, "type");
        for (const Check& check : step.checks) {
            check_use(check.condition, task, chooses, where, "the check");
            if (check.kind.empty()) error(where, "a check names no kind of violation");
        }
        for (const Assignment& assignment : step.assignments) check(assignment, task, chooses, where);
        for (const Free& free : step.frees) {
            in_range(free.table, program_.tables.size(), where, "table");
            check_use(free.object, task, chooses, where, "the freed object");
        }
        for (const Event& event : step.events) {
            if (event.table != none) in_range(event.table, program_.tables.size(), where, "table");
            check_optional(event.object, task, chooses, where, "the event's object");
            check_optional(event.detail, task, chooses, where, "the event's detail");
        }
        const bool fault_kind = step.kind == StepKind::fault || step.kind == StepKind::no_fault;
        if (fault_kind) in_range(step.fault, program_.faults.size(), where, "fault");
        if (!fault_kind && step.fault != none) error(where, "names a fault but is not a fault point");
    }

    void check(const Assignment& assignment, TaskId task, bool choice, const std::string& where) {
        if (!in_range(assignment.variable, program_.variables.size(), where, "variable")) return;
        const Variable& variable = program_.variables[assignment.variable];
        const std::int64_t first_cell = 0;
        const std::int64_t* cell = &first_cell;
        if (assignment.index == no_expr) {
            if (variable.count != 1) error(where, "assigns an array as a whole");
        } else if (assignment.index < program_.expressions.size()) {
            cell = constant(assignment.index);
        }
        check_optional(assignment.index, task, choice, where, "the index");
        check_use(assignment.value, task, choice, where, "the value");
        const std::uint64_t owner = owner_bit(assignment.variable, cell);
        if (owner != 0 && task < max_tasks && owner != std::uint64_t{1} << task)
            error(where, "writes a cell of another task, " + variable.name);
    }

    void check_conditions() {
        for (std::size_t i = 0; i < program_.faults.size(); ++i) {
            check(program_.faults[i].where, label("fault", i));
            in_range(program_.faults[i].frame, program_.frames.size(), label("fault", i), "frame");
        }
        for (std::size_t i = 0; i < program_.invariants.size(); ++i) {
            const Invariant& invariant = program_.invariants[i];
            const std::string where = label("invariant", i);
            check(invariant.where, where);
            check_use(invariant.condition, none, false, where, "the condition");
            check_optional(invariant.subject, none, false, where, "the subject");
            if ((invariant.moment == Moment::at_return) != (invariant.task != none))
                error(where, "at-return invariants have a task, others have none");
            if (invariant.task != none) in_range(invariant.task, program_.tasks.size(), where, "task");
        }
        for (std::size_t i = 0; i < program_.locks.size(); ++i) {
            const Lock& lock = program_.locks[i];
            if (lock.table != none) in_range(lock.table, program_.tables.size(), label("lock", i), "table");
            check_use(lock.holders, none, false, label("lock", i), "the holders");
        }
        check_optional(program_.quiescent, none, false, "quiescent", "the condition");
        check_optional(program_.ended, none, false, "ended", "the condition");
    }

    const Program& program_;
    std::vector<Uses> uses_;
    std::vector<std::string> errors_;
};

}  // namespace

std::vector<std::string> validate(const Program& program) { return Validator(program).run(); }

}  // namespace mmapck::program
