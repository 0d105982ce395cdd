// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/native/moves.h"

#include <algorithm>

#include "checker/explicit/lock_order.h"

namespace mmapck::checker::explicit_::native {

using namespace program;

namespace {

/// Members of Run.
enum : unsigned { run_decisions, run_count, run_position, run_capacity, run_faults_left, run_faults };
/// Members of Decision.
enum : unsigned { decision_value, decision_last };

LLVMTypeRef run_type(const Ir& ir) {
    LLVMTypeRef decision[] = {ir.i64(), ir.i64()};
    LLVMContextRef context = LLVMGetTypeContext(ir.i64());
    LLVMTypeRef decisions = LLVMPointerType(LLVMStructTypeInContext(context, decision, 2, 0), 0);
    LLVMTypeRef members[] = {decisions, ir.i32(), ir.i32(), ir.i32(), ir.i32(), ir.i32()};
    return LLVMPointerType(LLVMStructTypeInContext(context, members, 6, 0), 0);
}

}  // namespace

MoveCode::MoveCode(Ir& ir, const Model& model, const StepFacts& facts, const Known& known, const TaskFunctions& functions)
    : ir_(ir), model_(model), facts_(facts), known_(known), functions_(functions), run_type_(run_type(ir)) {}

void MoveCode::function(const std::string& name, TaskId task, std::uint32_t number) {
    task_ = task;
    blocks_.clear();
    results_.clear();
    exits_.clear();
    ir_.begin(name, ir_.i32(), {ir_.words(), run_type_}, true);
    state_words_ = ir_.parameter(0);
    run_ = ir_.parameter(1);
    const BasicBlock entry = ir_.current();
    state_ = std::make_unique<State>(ir_, model_, state_words_, task, number);
    expressions_ = std::make_unique<ExpressionCode>(ir_, model_, *state_);
    faults_ = ir_.variable(ir_.i32());
    ir_.store(ir_.constant32(0), faults_);
    length_ = ir_.variable(ir_.i32());
    ir_.store(ir_.constant32(0), length_);

    const LocationId first = model_.layout.section(task).stored[number];
    const BasicBlock body = ir_.block();
    blocks_[first] = body;
    to_do_ = {first};
    while (!to_do_.empty()) {
        const LocationId next = to_do_.back();
        to_do_.pop_back();
        ir_.at(blocks_.at(next));
        location(next);
    }
    ir_.at(entry);
    ir_.jump(body);
}

BasicBlock MoveCode::result(Result result) {
    const auto found = results_.find(result);
    if (found != results_.end()) return found->second;
    const BasicBlock back = ir_.current();
    const BasicBlock block = ir_.block();
    ir_.at(block);
    ir_.give(ir_.constant32(static_cast<std::uint32_t>(result)));
    ir_.at(back);
    return results_[result] = block;
}

void MoveCode::require(Value condition, Result otherwise) {
    const BasicBlock next = ir_.block();
    ir_.branch(condition, next, result(otherwise));
    ir_.at(next);
}

/// The steps of a location in order, each tried where those before it are not taken.
void MoveCode::location(LocationId at) {
    const std::vector<StepId>& steps = model_.program.locations[at].steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step& step = model_.program.steps[steps[i]];
        const BasicBlock next = ir_.block();
        expressions_->forget();
        guard(step, next);
        if (i + 1 < steps.size() && facts_.has_alternative(steps, i)) alternative(facts_.only_faults_after(steps, i), next);
        if (step.choice_low != no_expr) choose(step);
        take(steps[i]);
        ir_.at(next);
    }
    ir_.jump(result(Result::failed));
}

void MoveCode::guard(const Step& step, BasicBlock otherwise) {
    if (step.guard == no_expr) return;
    for (const ExprId term : facts_.terms(step.guard)) {
        const BasicBlock holds = ir_.block();
        ir_.branch(expressions_->truth(term), holds, otherwise);
        ir_.at(holds);
    }
}

/// First goes on here, then, when the decision is advanced, there. Where what follows costs a fault and none is left, only here.
void MoveCode::alternative(bool costs_fault, BasicBlock otherwise) {
    const BasicBlock here = ir_.block();
    if (costs_fault) {
        const BasicBlock both = ir_.block();
        const Value left = ir_.load(ir_.member(run_, run_faults_left));
        ir_.branch(ir_.compare(LLVMIntULT, ir_.load(faults_), left), both, here);
        ir_.at(both);
    }
    ir_.branch(ir_.truth(decide(ir_.constant(0), ir_.constant(1))), otherwise, here);
    ir_.at(here);
}

void MoveCode::choose(const Step& step) {
    const Value low = expressions_->value(step.choice_low);
    const Value high = expressions_->value(step.choice_high);
    require(ir_.compare(LLVMIntSLE, low, high), Result::failed);
    const BasicBlock several = ir_.block(), chosen = ir_.block();
    const Value choice = ir_.variable(ir_.i64());
    ir_.store(low, choice);
    ir_.branch(ir_.compare(LLVMIntEQ, low, high), chosen, several);
    ir_.at(several);
    ir_.store(decide(low, high), choice);
    ir_.jump(chosen);
    ir_.at(chosen);
    expressions_->set_choice(ir_.load(choice));
}

/// The decision at this point of the way: the one there is, or, after the last, a new one that starts with `low`.
Value MoveCode::decide(Value low, Value high) {
    const Value position_at = ir_.member(run_, run_position), count_at = ir_.member(run_, run_count);
    const Value position = ir_.load(position_at), count = ir_.load(count_at);
    require(ir_.compare(LLVMIntULT, position, ir_.load(ir_.member(run_, run_capacity))), Result::unusual);
    const Value decision = ir_.element(ir_.load(ir_.member(run_, run_decisions)), position);
    const BasicBlock fresh = ir_.block(), decided = ir_.block();
    ir_.branch(ir_.compare(LLVMIntULT, position, count), decided, fresh);
    ir_.at(fresh);
    ir_.store(low, ir_.member(decision, decision_value));
    ir_.store(high, ir_.member(decision, decision_last));
    ir_.store(ir_.binary(LLVMAdd, count, ir_.constant32(1)), count_at);
    ir_.jump(decided);
    ir_.at(decided);
    ir_.store(ir_.binary(LLVMAdd, position, ir_.constant32(1)), position_at);
    return ir_.load(ir_.member(decision, decision_value));
}

void MoveCode::take(StepId id) {
    const Step& step = model_.program.steps[id];
    if (step.kind == StepKind::fault) {
        const Value faults = ir_.load(faults_);
        require(ir_.compare(LLVMIntULT, faults, ir_.load(ir_.member(run_, run_faults_left))), Result::failed);
        ir_.store(ir_.binary(LLVMAdd, faults, ir_.constant32(1)), faults_);
    }
    if (!known_.steps_taken[id]) return ir_.jump(result(Result::unusual));  // coverage is the interpreter's affair
    ir_.store(ir_.binary(LLVMAdd, ir_.load(length_), ir_.constant32(1)), length_);
    for (const Check& check : step.checks) require(expressions_->truth(check.condition), Result::unusual);
    if (step.assumption != no_expr) require(expressions_->truth(step.assumption), Result::failed);
    effects(id);
    if (step.kind == StepKind::system_return && functions_.at_return != nullptr) {
        const Value good = ir_.call(functions_.at_return, {state_words_});
        require(ir_.compare(LLVMIntNE, good, ir_.constant32(0)), Result::unusual);
    }
    go_to(step.to);
}

/// All values are those before the step.
void MoveCode::effects(StepId id) {
    const Step& step = model_.program.steps[id];
    struct Store {
        const Assignment* assignment;
        Value index, value;
    };
    std::vector<Store> stores;
    for (const Assignment& assignment : step.assignments) {
        if (facts_.without_effect(assignment, step.to)) continue;
        const Value index = assignment.index == no_expr ? nullptr : expressions_->value(assignment.index);
        const Value value = expressions_->value(assignment.value);
        const Variable& variable = model_.program.variables[assignment.variable];
        if (facts_.index_may_be_outside(assignment))
            require(ir_.compare(LLVMIntULT, index, ir_.constant(variable.count)), Result::unusual);
        if (facts_.value_may_be_outside(assignment)) {
            require(ir_.compare(LLVMIntSGE, value, ir_.constant(variable.low)), Result::unusual);
            require(ir_.compare(LLVMIntSLE, value, ir_.constant(variable.high)), Result::unusual);
        }
        stores.push_back({&assignment, index, value});
    }
    std::vector<Value> objects;
    for (const Free& free : step.frees) objects.push_back(expressions_->value(free.object));
    const bool waits = known_.lock_order && !is_trylock(model_.program, id);
    for (const Event& event : step.events)
        if (waits && event.kind == EventKind::acquire && event.table != none && event.object != no_expr) acquire(event);
    for (const Store& store : stores) {
        const VarId variable = store.assignment->variable;
        if (store.index == nullptr) state_->store(model_.cells.number(variable, 0), store.value);
        else state_->store_element(variable, model_.worth[store.assignment->index], store.index, store.value);
    }
    expressions_->forget();
    for (std::size_t i = 0; i < step.frees.size(); ++i) free_objects(step.frees[i], objects[i], step.to);
}

/// The interpreter notes lock orders; here it only matters whether there is one that is not known.
void MoveCode::acquire(const Event& event) {
    const std::size_t count = model_.program.locks.size();
    const Value object = expressions_->value(event.object);
    for (std::uint32_t chunk = 0; chunk < functions_.held.size(); ++chunk) {
        const Value held = ir_.call(functions_.held[chunk], {state_words_});
        for (std::uint32_t acquired = 0; acquired < count; ++acquired) {
            const Lock& lock = model_.program.locks[acquired];
            if (lock.table != event.table) continue;
            std::vector<bool> unknown(count);
            for (std::uint32_t other = 0; other < count; ++other)
                unknown[other] = other != acquired && !known_.lock_orders[other * count + acquired];
            const Value hit = ir_.compare(LLVMIntNE, ir_.binary(LLVMAnd, held, lock_set(chunk, unknown)), ir_.constant(0));
            const Value this_one = ir_.compare(LLVMIntEQ, object, ir_.constant(lock.instance));
            require(ir_.not_(ir_.binary(LLVMAnd, hit, this_one)), Result::unusual);
        }
    }
}

Value MoveCode::lock_set(std::uint32_t chunk, const std::vector<bool>& locks) {
    std::uint64_t bits = 0;
    for (std::uint32_t bit = 0; bit < 64 && chunk * 64 + bit < locks.size(); ++bit)
        if (locks[chunk * 64 + bit]) bits |= std::uint64_t{1} << bit;
    return ir_.constant(static_cast<std::int64_t>(bits));
}

void MoveCode::free_objects(const Free& free, Value object, LocationId to) {
    const Pointers& pointers = model_.code.pointers[free.table];
    const Interval freed = meet(model_.worth[free.object], {1, pointers.instances});
    if (freed.empty()) return;
    const Value valid = ir_.compare(LLVMIntULE, ir_.binary(LLVMSub, object, ir_.constant(1)), ir_.constant(pointers.instances - 1));
    const LiveCells& live = model_.live;
    for (const std::uint32_t cell : pointers.cells) {
        const Cell& it = model_.cells.all[cell];
        if (it.values.single() || meet(it.values, freed).empty()) continue;
        const bool is_shared = model_.layout.shared_field(cell) != Layout::no_number;
        if (!is_shared && it.owner != task_) {  // where it is depends on where its task is
            require(ir_.not_(valid), Result::unusual);
            continue;
        }
        if (!is_shared && !std::binary_search(live[to].begin(), live[to].end(), cell)) continue;
        const Value old = state_->load(cell);
        const Value hit = ir_.binary(LLVMAnd, valid, ir_.compare(LLVMIntEQ, old, object));
        state_->store(cell, ir_.select(hit, ir_.binary(LLVMAdd, old, ir_.constant(pointers.instances)), old));
    }
}

void MoveCode::go_to(LocationId to) {
    const bool stops = facts_.stops(to);
    const bool fresh = !stops && !blocks_.contains(to);
    if (!fresh) require(ir_.compare(LLVMIntULE, ir_.load(length_), ir_.constant32(max_move_steps)), Result::unusual);
    if (stops) return ir_.jump(exit(to));
    if (fresh) {
        blocks_[to] = ir_.block();
        to_do_.push_back(to);
    }
    ir_.jump(blocks_.at(to));
}

/// The end of moves that stop at a location.
BasicBlock MoveCode::exit(LocationId to) {
    const auto found = exits_.find(to);
    if (found != exits_.end()) return found->second;
    const BasicBlock back = ir_.current();
    const BasicBlock block = ir_.block();
    ir_.at(block);
    state_->write_section(model_.layout.number(to));
    ir_.store(ir_.load(faults_), ir_.member(run_, run_faults));
    ir_.jump(result(Result::moved));
    ir_.at(back);
    return exits_[to] = block;
}

}  // namespace mmapck::checker::explicit_::native
