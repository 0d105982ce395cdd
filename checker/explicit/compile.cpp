// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "checker/explicit/code.h"
#include "checker/explicit/compile_expression.h"
#include "checker/explicit/step_facts.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

constexpr ExpressionCompiler::Unless jump_unless{Opcode::jump_unless_equal, Opcode::jump_unless_not_equal, Opcode::jump_unless_less,
                                                 Opcode::jump_unless_less_equal};
constexpr ExpressionCompiler::Unless fail_unless{Opcode::fail_unless_equal, Opcode::fail_unless_not_equal, Opcode::fail_unless_less,
                                                 Opcode::fail_unless_less_equal};
constexpr ExpressionCompiler::Unless check_unless{Opcode::check_equal, Opcode::check_not_equal, Opcode::check_less,
                                                  Opcode::check_less_equal};

/// Compiles the steps of every location, then invariants and locks. The code of a location tries its steps in order, as a
/// Prolog machine tries clauses: `alternative` remembers the next one, `fail` goes back to it.
class Compiler {
  public:
    Compiler(const Program& program, const Cells& cells, const std::vector<Interval>& worth, const LiveCells& live)
        : program_(program), cells_(cells), facts_(program, cells, worth, live), expressions_(program, cells, code_) {}

    Code run() {
        code_.entry.assign(program_.locations.size(), no_address);
        for (LocationId location = 0; location < program_.locations.size(); ++location) chain(location);
        for (const auto& [instruction, location] : jumps_) code_.instructions[instruction].c = code_.entry[location];
        routines();
        pointers();
        expressions_.finish();
        return std::move(code_);
    }

  private:
    Address here() const { return static_cast<Address>(code_.instructions.size()); }

    Address emit(Opcode op, std::uint32_t dst = 0, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
        code_.instructions.push_back({op, dst, a, b, c});
        return here() - 1;
    }

    /// A location and, falling through, the ones inside the same move that follow it.
    void chain(LocationId location) {
        std::optional<LocationId> next = location;
        if (code_.entry[location] != no_address) return;
        while (next && code_.entry[*next] == no_address) next = compile_location(*next);
        if (next) jump_to(*next);
    }

    void jump_to(LocationId location) { jumps_.emplace_back(emit(Opcode::jump), location); }

    /// Returns the location that the code falls through to.
    std::optional<LocationId> compile_location(LocationId location) {
        const std::vector<StepId>& steps = program_.locations[location].steps;
        code_.entry[location] = here();
        std::optional<LocationId> through;
        if (steps.empty()) emit(Opcode::fail);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const bool last = i + 1 == steps.size();
            expressions_.forget();
            begin_step(steps, i);
            finish_step(steps[i]);
            const LocationId to = program_.steps[steps[i]].to;
            if (facts_.stops(to)) {
                emit(Opcode::arrive, 0, to);
            } else if (last) {
                through = to;
            } else {
                jump_to(to);
            }
            patch_next();
        }
        return through;
    }

    /// The guard, and what to try after this step.
    void begin_step(const std::vector<StepId>& steps, std::size_t i) {
        const Step& step = program_.steps[steps[i]];
        const bool last = i + 1 == steps.size();
        if (step.guard != no_expr)
            for (const ExprId term : facts_.terms(step.guard)) {
                if (last) expressions_.condition(term, Opcode::fail_if_zero, fail_unless, 0);
                else next_.push_back(expressions_.condition(term, Opcode::jump_if_zero, jump_unless, 0));
            }
        if (!last && facts_.has_alternative(steps, i))
            next_.push_back(emit(facts_.only_faults_after(steps, i) ? Opcode::fault_alternative : Opcode::alternative));
        if (step.choice_low != no_expr) {
            const Slot low = expressions_.value(step.choice_low);
            const Slot high = expressions_.value(step.choice_high);
            emit(Opcode::choose, 0, low, high);
            expressions_.forget();  // the machine comes back here after other steps used the temporaries
        }
    }

    void patch_next() {
        for (const Address position : next_) code_.instructions[position].c = here();
        next_.clear();
    }

    void finish_step(StepId id) {
        const Step& step = program_.steps[id];
        const bool fault = step.kind == StepKind::fault;
        const bool choice = step.choice_low != no_expr;
        emit(choice ? (fault ? Opcode::take_fault_choice : Opcode::take_choice) : (fault ? Opcode::take_fault : Opcode::take), id);
        for (std::uint32_t i = 0; i < step.checks.size(); ++i) expressions_.condition(step.checks[i].condition, Opcode::check, check_unless, i);
        if (step.assumption != no_expr) expressions_.condition(step.assumption, Opcode::fail_if_zero, fail_unless, 0);
        effects(step);
        if (step.kind == StepKind::system_return) emit(Opcode::returned, 0, program_.locations[step.from].task);
    }

    /// A value that stays although the cells are written.
    Slot kept(ExprId id, bool simple) {
        const Slot slot = expressions_.value(id);
        return simple || slot >= cells_.size() ? slot : expressions_.copy(slot);
    }

    /// An assignment with what it needs once cells are written.
    struct Store {
        const Assignment* assignment;
        Slot index;
        Slot value;
    };

    void effects(const Step& step) {
        std::vector<Store> stores;
        std::vector<std::uint32_t> numbers;
        for (std::uint32_t i = 0; i < step.assignments.size(); ++i)
            if (!facts_.without_effect(step.assignments[i], step.to)) numbers.push_back(i);
        const bool simple = numbers.size() + step.frees.size() <= 1;
        for (const std::uint32_t i : numbers) {
            const Assignment& assignment = step.assignments[i];
            const Slot index = assignment.index == no_expr ? 0 : kept(assignment.index, simple);
            stores.push_back({&assignment, index, kept(assignment.value, simple)});
            check_assignment(stores.back(), i);
        }
        std::vector<Slot> objects;
        for (const Free& free : step.frees) objects.push_back(kept(free.object, simple));
        for (const Event& event : step.events)
            if (event.kind == EventKind::acquire && event.table != none && event.object != no_expr)
                emit(Opcode::acquire, 0, expressions_.value(event.object), event.table);
        for (const Store& store : stores) this->store(store);
        for (std::size_t i = 0; i < step.frees.size(); ++i) emit(Opcode::free_object, 0, objects[i], step.frees[i].table);
    }

    void check_assignment(const Store& store, std::uint32_t number) {
        const Variable& variable = program_.variables[store.assignment->variable];
        if (facts_.index_may_be_outside(*store.assignment)) emit(Opcode::check_index, number, store.index, 0, variable.count);
        if (facts_.value_may_be_outside(*store.assignment))
            emit(Opcode::check_domain, number, store.value, expressions_.constant_slot(variable.low),
                 expressions_.constant_slot(variable.high));
    }

    void store(const Store& store) {
        const Assignment& assignment = *store.assignment;
        const std::uint32_t first = cells_.number(assignment.variable, 0);
        const std::uint32_t count = program_.variables[assignment.variable].count;
        std::int64_t known = 0;
        if (assignment.index == no_expr) {
            emit(Opcode::store, first, store.value);
        } else if (!expressions_.constant(assignment.index, &known)) {
            emit(Opcode::store_element, first, store.value, store.index);
        } else if (known >= 0 && known < count) {
            emit(Opcode::store, first + static_cast<std::uint32_t>(known), store.value);
        }
    }

    void routines() {
        expressions_.keep_temporaries();
        code_.at_return.resize(program_.tasks.size());
        for (std::uint32_t i = 0; i < program_.invariants.size(); ++i) {
            const Invariant& invariant = program_.invariants[i];
            CompiledInvariant compiled;
            for (const Clause& clause : clauses(program_.expressions, invariant.condition)) {
                compiled.condition.emplace_back();
                for (const Literal& literal : clause)
                    compiled.condition.back().push_back({literal, expressions_.routine(literal.expression)});
            }
            compiled.has_subject = invariant.subject != no_expr;
            if (compiled.has_subject) compiled.subject = expressions_.routine(invariant.subject);
            code_.invariants.push_back(compiled);
            if (invariant.moment == Moment::at_return) code_.at_return[invariant.task].push_back(i);
        }
        for (const Lock& lock : program_.locks) code_.holders.push_back(expressions_.routine(lock.holders));
        code_.has_quiescent = program_.quiescent != no_expr;
        if (code_.has_quiescent) code_.quiescent = expressions_.routine(program_.quiescent);
        code_.has_ended = program_.ended != no_expr;
        if (code_.has_ended) code_.ended = expressions_.routine(program_.ended);
    }

    void pointers() {
        for (const Table& table : program_.tables) code_.pointers.push_back({static_cast<std::int64_t>(table.instances.size()), {}});
        for (std::uint32_t cell = 0; cell < cells_.size(); ++cell) {
            const TableId table = program_.types[program_.variables[cells_.all[cell].variable].type].table;
            if (table != none) code_.pointers[table].cells.push_back(cell);
        }
    }

    const Program& program_;
    const Cells& cells_;
    StepFacts facts_;
    Code code_;
    ExpressionCompiler expressions_;
    std::vector<Address> next_;                                // to be patched to the next step
    std::vector<std::pair<Address, LocationId>> jumps_;        // to be patched to the location's entry
};

}  // namespace

Code compile(const Program& program, const Cells& cells, const std::vector<Interval>& worth, const LiveCells& live) {
    return Compiler(program, cells, worth, live).run();
}

}  // namespace mmapck::checker::explicit_
