// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/expander.h"

#include <algorithm>

#include "checker/explicit/judge.h"

namespace mmapck::checker::explicit_ {

using namespace program;

void Expansion::clear() {
    next.clear();
    later.clear();
    later_faults.clear();
    unseen.clear();
    unseen_states.clear();
    findings.clear();
    acquisitions.clear();
    too_many_moves = false;
}

void Expansion::complete(Collapse& collapse, std::uint32_t words) {
    if (unseen.empty()) return;
    const std::size_t packed_words = unseen_states.size() / unseen.size();
    for (std::size_t i = 0; i < unseen.size(); ++i) {
        Batch& batch = unseen[i].later ? later : next;
        collapse.add(unseen_states.data() + i * packed_words, batch.states.data() + unseen[i].index * words);
    }
    unseen.clear();
    unseen_states.clear();
}

void Counts::add(const Counts& more) {
    transitions += more.transitions;
    deadlocks += more.deadlocks;
}

void Counts::subtract(const Counts& less) {
    transitions -= less.transitions;
    deadlocks -= less.deadlocks;
}

void Seen::add(const Seen& more) {
    const auto either = [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a | b); };
    std::transform(steps_taken.begin(), steps_taken.end(), more.steps_taken.begin(), steps_taken.begin(), either);
    std::transform(tested.begin(), tested.end(), more.tested.begin(), tested.begin(), either);
}

Expander::Expander(const Model& model, const Known& known, bool lock_order, const Options& options)
    : model_(model), known_(known), successors_(model, lock_order), counts_demand_(options.native != Native::never), demand_(model.layout), invariants_(model, options.skip_unwritten),
      stubborn_choice_(model, options, known.symmetry),
      expanded_(model.layout.words()), compressed_(known.collapse.words()),
      steps_taken_(model.program.steps.size()) {
    if (stubborn_choice_.made() && options.pass_chains) only_move_.emplace(model, invariants_, lock_order);
    if (options.check_footprints) footprint_check_ = std::make_unique<FootprintCheck>(model);
    if (known.symmetry != nullptr) representative_.emplace(model, *known.symmetry);
}

void Expander::use(const NativeCode* code) {
    if (code == native_code_) return;
    native_code_ = code;
    native_.reset();
    native_only_.reset();
    if (code == nullptr) return;
    native_.emplace(model_, *code, demand_);
    if (only_move_) native_only_.emplace(model_, *code, demand_);
}

/// The state, packed; until the next call.
const Word* Expander::unpacked(const Word* stored) {
    stored_ = stored;
    if (!known_.collapse.compresses()) return stored;
    known_.collapse.expand(stored, expanded_.data());
    return expanded_.data();
}

void Expander::expand(std::uint64_t number, const Word* stored, const Level& level, Expansion& expansion) {
    const Word* const state = unpacked(stored);
    const std::uint32_t faults_left = model_.program.max_faults - level.faults;
    const TaskSet first = stubborn_choice_(state);
    if (counts_demand_ && !native_) note_demand(state);
    if (native_ && expand_natively(number, state, first, level, expansion)) return;
    successors_.load(state, faults_left, first);
    if (footprint_check_) footprint_check_->check(successors_.locations(), successors_.machine(), faults_left);
    bool stuck = true;
    for (Ending ending = successors_.next(); ending != Ending::exhausted; ending = successors_.next()) {
        stuck = false;
        const Machine& machine = successors_.machine();
        const Origin origin{level.faults + machine.faults(), level.depth + 1, number, successors_.ordinal(), 0, Origin::all};
        if (origin.ordinal > Link::max_ordinal) {
            expansion.too_many_moves = true;
            return;
        }
        note_coverage();
        note_acquisitions(machine.acquisitions(), machine.path(), origin, expansion);
        if (ending == Ending::violated) judge_violation(origin, expansion);
        else judge_move(origin, level, expansion);
    }
    if (stuck) judge_deadlock(number, level, expansion);
}

/// False: the state is for the interpreter.
bool Expander::expand_natively(std::uint64_t number, const Word* state, TaskSet first, const Level& level, Expansion& expansion) {
    if (!native_->expand(state, model_.program.max_faults - level.faults, first) || native_->outcomes() > Link::max_ordinal) return false;
    if (first != everyone && !progresses(state)) return false;
    transitions_ += native_->outcomes();
    if (!native_->any_faults() && !only_move_ && !representative_ && !known_.collapse.compresses()) {  // they are stored as they are
        expansion.next.add_all(native_->state(0), known_.collapse.words(), native_->outcomes(), number);
        return true;
    }
    for (std::uint32_t ordinal = 0; ordinal < native_->outcomes(); ++ordinal) {
        const std::uint32_t faults = native_->faults(ordinal);
        const Origin origin{level.faults + faults, level.depth + 1, number, ordinal, 0, Origin::all};
        add_successor(native_->state(ordinal), ~Word{0}, state, faults, origin, expansion);
        if (faults != 0) expansion.later_faults.push_back(level.faults + faults);
    }
    return true;
}

/// Whether one of the outcomes is a move for which those of other tasks may be left out.
bool Expander::progresses(const Word* state) const {
    for (std::uint32_t ordinal = 0; ordinal < native_->outcomes(); ++ordinal)
        if (native_->faults(ordinal) == 0 && stubborn_choice_.progress(state, native_->state(ordinal))) return true;
    return false;
}

void Expander::look_for_deadlock(std::uint64_t number, const Word* stored, const Level& level, Expansion& expansion) {
    successors_.load(unpacked(stored), model_.program.max_faults - level.faults);
    if (successors_.next() == Ending::exhausted) judge_deadlock(number, level, expansion);
}

void Expander::judge_initial(Expansion& expansion) {
    const std::vector<Word> state = initial();
    successors_.load(state.data(), 0);
    add_invariants(invariants_.failing(successors_.machine()), {0, 0, 0, Origin::no_move, 0, Origin::all}, none, nullptr, expansion);
}

void Expander::judge_move(const Origin& origin, const Level& level, Expansion& expansion) {
    ++transitions_;
    Machine& machine = successors_.machine();
    const std::vector<std::uint32_t>& failing = invariants_.failing_after(machine, machine.written());
    if (!failing.empty()) {
        const Step& last = model_.program.steps[machine.path().back().step];
        return add_invariants(failing, origin, successors_.task(), &last, expansion);
    }
    const Word* const packed = successors_.packed();
    add_successor(packed, successors_.changed(), successors_.loaded(), origin.faults - level.faults, origin, expansion);
    if (origin.faults == level.faults && stubborn_choice_.progress(successors_.loaded(), packed)) successors_.progress();
    else expansion.later_faults.push_back(origin.faults);
}

/// `faults`: of the move.
void Expander::add_successor(const Word* packed, Word changed, const Word* parent, std::uint32_t faults, const Origin& origin, Expansion& expansion) {
    if (only_move_ && faults == 0)
        if (const Word* const end = pass(packed, origin, expansion)) {
            packed = end;
            changed = ~Word{0};
        }
    if (representative_)
        if (const Word* const other = representative_->of(packed)) {
            packed = other;
            changed = ~Word{0};
        }
    const Word* state = packed;
    Batch& batch = faults != 0 ? expansion.later : expansion.next;
    if (known_.collapse.compresses()) {
        state = compressed_.data();
        if (!known_.collapse.find(packed, changed, parent, stored_, compressed_.data())) {
            expansion.unseen.push_back({faults != 0, batch.size()});
            expansion.unseen_states.insert(expansion.unseen_states.end(), packed, packed + model_.layout.words());
        }
    }
    batch.add(state, known_.collapse.words(), Link(origin.parent, origin.ordinal));
}

/// Where the moves lead that are the only ones, from a state found; null if it is to be stored.
const Word* Expander::pass(const Word* packed, Origin origin, Expansion& expansion) {
    const Word* end = nullptr;
    for (origin.passed = 1; origin.passed <= OnlyMove::most; ++origin.passed) {
        const TaskSet first = stubborn_choice_(packed);
        if (first == everyone) break;
        const Word* const next = pass_one(packed, origin, first, expansion);
        if (next == nullptr) break;
        passed_.assign(next, next + model_.layout.words());
        packed = end = passed_.data();
        ++transitions_;
    }
    return end;
}

const Word* Expander::pass_one(const Word* packed, const Origin& origin, TaskSet first, Expansion& expansion) {
    bool unknown = true;
    if (native_only_) {
        const Word* const next = native_only_->only(packed, model_.program.max_faults, first, unknown);
        if (!unknown && (next == nullptr || stubborn_choice_.progress(packed, next))) return next;
    } else if (counts_demand_) {
        note_demand(packed);
    }
    only_move_->load(packed, first);
    if (footprint_check_) footprint_check_->check(only_move_->locations(), only_move_->machine(), model_.program.max_faults);
    const Word* const next = only_move_->take(stubborn_choice_);
    if (next == nullptr) return nullptr;
    for (const PathStep& taken : only_move_->path()) steps_taken_[taken.step] = 1;
    note_acquisitions(only_move_->acquisitions(), only_move_->path(), origin, expansion);
    return next;
}

void Expander::note_acquisitions(std::span<const Acquisition> acquisitions, std::span<const PathStep> path, const Origin& origin, Expansion& expansion) {
    for (const Acquisition& acquisition : acquisitions)
        if (const auto ordered = known_.lock_order.ordered(acquisition, path, origin)) expansion.acquisitions.push_back(*ordered);
}

void Expander::add_invariants(const std::vector<std::uint32_t>& failing, const Origin& origin, TaskId task, const Step* step,
                              Expansion& expansion) {
    for (const std::uint32_t index : failing)
        if (known_.findings.wants(model_.program.invariants[index].name, origin.faults, origin.moves))
            expansion.findings.push_back({failed_invariant(model_.program, index, task, step), origin});
}

void Expander::judge_violation(const Origin& origin, Expansion& expansion) {
    const Machine& machine = successors_.machine();
    const Step& step = model_.program.steps[machine.path().back().step];
    if (machine.fault() == Fault::invariant) return add_invariants(machine.failing(), origin, successors_.task(), &step, expansion);
    Violation violation = unfinished_step(model_.program, machine, successors_.task());
    if (known_.findings.wants(violation.kind, origin.faults, origin.moves)) expansion.findings.push_back({std::move(violation), origin});
}

void Expander::judge_deadlock(std::uint64_t number, const Level& level, Expansion& expansion) {
    std::optional<Violation> violation = deadlock(model_.program, successors_.locations());
    if (!violation) return;
    ++deadlocks_;
    if (known_.findings.wants(violation->kind, level.faults, level.depth))
        expansion.findings.push_back({std::move(*violation), {level.faults, level.depth, number, Origin::no_move, 0, Origin::all}});
}

void Expander::note_coverage() {
    const Machine& machine = successors_.machine();
    for (const PathStep& taken : machine.path().subspan(machine.new_path())) steps_taken_[taken.step] = 1;
}

void Expander::note_demand(const Word* state) {
    for (TaskId task = 0; task < demand_.moves.size(); ++task)
        ++demand_.moves[task][static_cast<std::size_t>(model_.layout.section(task).location.decode(state))];
}

Counts Expander::counts() const { return {transitions_, deadlocks_}; }

Seen Expander::seen() const {
    Seen seen{steps_taken_, invariants_.tested()};
    seen.add({steps_taken_, successors_.machine().tested()});
    if (only_move_) seen.add({steps_taken_, only_move_->machine().tested()});
    return seen;
}

void Expander::set_seen(const Seen& seen) {
    steps_taken_ = seen.steps_taken;
    invariants_.set_tested(seen.tested);
    successors_.machine().set_tested(seen.tested);
    if (only_move_) only_move_->machine().set_tested(seen.tested);
}

}  // namespace mmapck::checker::explicit_
