// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/search.h"

#include <algorithm>

#include "checker/replay/frames.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

constexpr std::size_t batch_size = 64;       // successors whose cache lines are fetched together
constexpr std::uint64_t look_up_mask = 0xfff;  // how often clock and progress are looked at, in states

}  // namespace

Search::Search(const Model& model, const Limits& limits, const Env& env, const Options& options)
    : model_(model), limits_(limits), env_(env), successors_(model, limits.lock_order, options.stubborn_sets),
      compilation_(model, options.stubborn_sets ? Native::never : options.native),
      invariants_(model, options.skip_unwritten), lock_order_(model.program), collapse_(model.layout, options.hash_seed, options.collapse),
      store_(collapse_.bits(), options.hash_seed), stored_(collapse_.words()), layers_(collapse_.words()), stubborn_sets_(options.stubborn_sets),
      steps_taken_(model.program.steps.size()) {}

void Search::run() {
    start_ = std::chrono::steady_clock::now();
    const std::vector<Word> initial = successors_.initial();
    successors_.load(initial.data(), 0);
    add_invariants(invariants_.failing(successors_.machine()), {0, 0, 0, Origin::no_move, Origin::all}, none, nullptr);
    if (!findings_.empty()) return;
    layers_.add(0, 0, collapse_.compress(initial.data()), Link(0, 0));
    for (faults_ = 0; faults_ <= model_.program.max_faults && complete() && !layers_.empty(); ++faults_) {
        run_layer();
        advance_lock_order(~std::uint64_t{0} >> 1);
        if (findings_.count(faults_, ~std::uint64_t{0}) != 0) break;
    }
    statistics_.states = store_.size();
}

/// All states with `faults_` faults. States that a fault led to from fewer faults join at their depth, before those of the same depth
/// that are found here: their parents have smaller numbers.
void Search::run_layer() {
    std::uint64_t first = store_.size();
    std::uint64_t last = first;
    for (;; ++depth_) {
        if (first == last) {
            const std::uint64_t next = layers_.first_depth(faults_);
            if (next == FaultLayers::no_depth) return;
            depth_ = next;
            insert_waiting(depth_);
            last = store_.size();
            if (!complete()) return;
            if (first == last) continue;
        }
        statistics_.depth = std::max(statistics_.depth, depth_);
        statistics_.peak_frontier = std::max(statistics_.peak_frontier, last - first);
        insert_waiting(depth_ + 1);
        if (!complete() || !run_level(first, last)) return;
        first = last;
        last = store_.size();
    }
}

/// Expands the states first..last-1. False ends the search.
bool Search::run_level(std::uint64_t first, std::uint64_t last) {
    advance_lock_order(depth_ + 1);
    const NativeCode* const code = compilation_.current(store_.size(), [this] { return known(); });
    if (code != native_code_) native_.emplace(model_, *(native_code_ = code));
    closing_ = enough();
    for (std::uint64_t number = first; number < last; ++number) {
        to_go_ = store_.size() - number;
        if ((number & look_up_mask) == 0 && stopping()) return false;
        if (closing_) look_for_deadlock(number);
        else expand(number);
        if (!complete()) return false;
    }
    insert(batch_.view());
    batch_.clear();
    to_go_ = store_.size() - last;
    return complete() && !closing_;
}

/// Whether all violations asked for are known, but for deadlocks at this depth: those of moves that come later are no
/// shorter.
bool Search::enough() const {
    return findings_.count(faults_, depth_ + 1) >= std::max<std::uint32_t>(1, limits_.max_violations);
}

const Word* Search::load(std::uint64_t number) {
    store_.load(number, stored_.data());
    return collapse_.expand(stored_.data());
}

void Search::expand(std::uint64_t number) {
    const Word* const state = load(number);
    if (native_ && expand_natively(number, state)) return;
    successors_.load(state, model_.program.max_faults - faults_);
    bool stuck = true;
    for (Ending ending = successors_.next(); ending != Ending::exhausted; ending = successors_.next()) {
        stuck = false;
        const Machine& machine = successors_.machine();
        const Origin origin{faults_ + machine.faults(), depth_ + 1, number, successors_.ordinal(), Origin::all};
        if (origin.ordinal > Link::max_ordinal) return stop("more than 16777215 moves lead from one state");
        note_coverage();
        if (!machine.acquisitions().empty()) lock_order_.note(machine.acquisitions(), machine.path(), origin);
        if (ending == Ending::violated) judge_violation(origin);
        else judge_move(origin);
    }
    if (stuck) judge_deadlock(number);
    if (!findings_.empty()) closing_ = enough();
    if (batch_.size() >= batch_size) {
        insert(batch_.view());
        batch_.clear();
    }
}

/// False: it is for the interpreter.
bool Search::expand_natively(std::uint64_t number, const Word* state) {
    if (!native_->expand(state, model_.program.max_faults - faults_) || native_->outcomes() > Link::max_ordinal) return false;
    statistics_.transitions += native_->outcomes();
    for (std::uint32_t ordinal = 0; ordinal < native_->outcomes(); ++ordinal) {
        const Link link(number, ordinal);
        const Word* const successor = collapse_.compress(native_->state(ordinal), ~Word{0}, state, stored_.data());
        const std::uint32_t faults = native_->faults(ordinal);
        if (faults == 0) batch_.add(successor, collapse_.words(), link);
        else layers_.add(faults_ + faults, depth_ + 1, successor, link);
    }
    return true;
}

/// What native code need not look for. Costs to come are not below those of the next level.
native::Known Search::known() const {
    native::Known known;
    known.steps_taken = steps_taken_;
    for (std::size_t i = 0; i < model_.program.invariants.size(); ++i)
        known.subjects.push_back(invariants_.subjects()[i] + successors_.machine().return_subjects()[i] != 0);
    known.lock_order = limits_.lock_order && !model_.program.locks.empty();
    known.lock_orders = lock_order_.settled(faults_, depth_ + 1);
    return known;
}

void Search::look_for_deadlock(std::uint64_t number) {
    successors_.load(load(number), model_.program.max_faults - faults_);
    if (successors_.next() == Ending::exhausted) judge_deadlock(number);
}

void Search::judge_move(const Origin& origin) {
    ++statistics_.transitions;
    Machine& machine = successors_.machine();
    const std::vector<std::uint32_t>& failing = invariants_.failing_after(machine, machine.written());
    if (!failing.empty()) {
        const Step& last = model_.program.steps[machine.path().back().step];
        return add_invariants(failing, origin, successors_.task(), &last);
    }
    const Word* packed = successors_.packed();
    const Word* state = collapse_.compress(packed, successors_.changed(), successors_.loaded(), stored_.data());
    const Link link(origin.parent, origin.ordinal);
    if (origin.faults == faults_) {
        successors_.progress();
        batch_.add(state, collapse_.words(), link);
    } else {
        layers_.add(origin.faults, origin.moves, state, link);
    }
}

void Search::add_invariants(const std::vector<std::uint32_t>& failing, Origin origin, TaskId task, const Step* step) {
    for (const std::uint32_t index : failing) {
        const Invariant& invariant = model_.program.invariants[index];
        if (!findings_.wants(invariant.name, origin.faults, origin.moves)) continue;
        Violation violation;
        violation.kind = invariant.name;
        violation.words = invariant.words;
        violation.invariant = index;
        violation.task = task;
        violation.where = step != nullptr ? replay::place(model_.program, *step).where : invariant.where;
        findings_.add({std::move(violation), origin});
    }
}

void Search::judge_violation(const Origin& origin) {
    const Machine& machine = successors_.machine();
    const Step& step = model_.program.steps[machine.path().back().step];
    if (machine.fault() == Fault::invariant) return add_invariants(machine.failing(), origin, successors_.task(), &step);
    Violation violation;
    violation.task = successors_.task();
    violation.where = replay::place(model_.program, step).where;
    violation.within_step = true;
    const auto assigned = [&]() -> const std::string& {
        return model_.program.variables[step.assignments[machine.fault_number()].variable].name;
    };
    switch (machine.fault()) {
        case Fault::none:
        case Fault::invariant: return;
        case Fault::check:
            violation.kind = step.checks[machine.fault_number()].kind;
            violation.words = step.checks[machine.fault_number()].words;
            break;
        case Fault::index:
            violation.kind = kind::out_of_bounds;
            violation.words = "an element outside of " + assigned() + " is written";
            break;
        case Fault::domain:
            violation.kind = kind::domain;
            violation.words = "a value that " + assigned() + " cannot hold is stored in it";
            break;
        case Fault::unbounded:
            violation.kind = kind::unbounded_loop;
            violation.words = "more than " + std::to_string(max_move_steps) + " steps without a scheduling point: a loop that does not end";
            break;
    }
    findings_.add({std::move(violation), origin});
}

void Search::judge_deadlock(std::uint64_t number) {
    const Program& program = model_.program;
    std::string words;
    Violation violation;
    for (TaskId task = 0; task < program.tasks.size(); ++task) {
        const Location& location = program.locations[successors_.locations()[task]];
        if (location.final || location.may_wait) continue;
        words += words.empty() ? "no task can go on: " : ", ";
        words += program.tasks[task].name + " waits";
        if (location.steps.empty()) continue;
        const Step& step = program.steps[location.steps.front()];
        const program::Position where = replay::place(program, step).where;
        if (violation.where.file == none) violation.where = where;
        if (!step.text.empty()) words += " in " + step.text;
        if (where.file != none) words += " at " + program.files[where.file] + ":" + std::to_string(where.line);
    }
    if (words.empty()) return;
    ++statistics_.deadlocks;
    violation.kind = kind::deadlock;
    violation.words = std::move(words);
    findings_.add({std::move(violation), {faults_, depth_, number, Origin::no_move, Origin::all}});
}

void Search::note_coverage() {
    const Machine& machine = successors_.machine();
    for (const PathStep& taken : machine.path().subspan(machine.new_path())) steps_taken_[taken.step] = 1;
}

void Search::insert_waiting(std::uint64_t depth) {
    layers_.take(faults_, depth, [&](const BatchView& batch) {
        if (complete()) insert(batch);
    });
}

void Search::insert(const BatchView& batch) {
    if (batch.size == 0) return;
    const std::uint32_t words = collapse_.words();
    if (limits_.max_memory_bytes != 0 && memory() - store_.bytes() + store_.bytes_with(batch.size) > limits_.max_memory_bytes)
        return stop("the budget of " + std::to_string(limits_.max_memory_bytes) + " bytes of memory is used up");
    hashes_.resize(batch.size);
    for (std::size_t i = 0; i < batch.size; ++i) {
        hashes_[i] = store_.hash(batch.states + i * words);
        store_.prefetch(hashes_[i]);
    }
    for (const std::uint64_t hash : hashes_) store_.prefetch_state(hash);
    for (std::size_t i = 0; i < batch.size; ++i) {
        const Store::Found found = store_.insert(batch.states + i * words, hashes_[i], limits_.max_states);
        if (found == Store::Found::no_room) return stop("the budget of " + std::to_string(limits_.max_states) + " states is used up");
        if (found == Store::Found::fresh) links_.add(batch.links[i]);
    }
}

void Search::advance_lock_order(std::uint64_t moves) {
    if (auto cycle = lock_order_.advance(faults_, moves)) findings_.add(std::move(*cycle));
}

bool Search::stopping() {
    if (env_.progress && !env_.progress(store_.size(), to_go_, depth_)) {
        stop("it was interrupted");
        return true;
    }
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
    if (limits_.max_seconds > 0 && elapsed.count() > limits_.max_seconds)
        stop("the budget of time is used up");
    return !complete();
}

void Search::stop(std::string reason) {
    reason += "; reached: " + std::to_string(store_.size()) + " states, " + std::to_string(depth_) + " moves deep with " +
              std::to_string(faults_) + (faults_ == 1 ? " fault, " : " faults, ") + std::to_string(to_go_) + " states to go; ";
    if (faults_ == 0) reason += "runs without faults are not complete";
    else reason += "runs with at most " + std::to_string(faults_ - 1) + (faults_ == 2 ? " fault" : " faults") + " are complete";
    stopped_ = std::move(reason);
}

std::uint64_t Search::memory() const { return collapse_.bytes() + store_.bytes() + links_.bytes() + layers_.bytes(); }

Statistics Search::statistics() const {
    Statistics statistics = statistics_;
    statistics.states = store_.size();
    statistics.state_bits = model_.layout.bits();
    statistics.memory_bytes = memory();
    statistics.steps_taken.assign(steps_taken_.begin(), steps_taken_.end());
    const Machine& machine = successors_.machine();
    statistics.invariant_checks = invariants_.checks();
    for (std::size_t i = 0; i < model_.program.invariants.size(); ++i) {
        statistics.invariant_checks += machine.return_checks()[i];
        statistics.invariant_subjects.push_back(invariants_.subjects()[i] + machine.return_subjects()[i]);
    }
    return statistics;
}

/// States were only numbered, so the run is found by taking its moves again from the initial state.
Trace Search::trace(const Origin& origin) const {
    std::vector<Link> path;
    for (std::uint64_t number = origin.parent; number != 0; number = path.back().parent()) path.push_back(links_[number]);
    std::reverse(path.begin(), path.end());
    if (origin.ordinal != Origin::no_move) path.emplace_back(origin.parent, origin.ordinal);

    Trace trace;
    Successors successors(model_, false, stubborn_sets_);
    std::vector<Word> state = successors.initial();
    for (std::size_t i = 0; i < path.size(); ++i) {
        successors.load(state.data(), model_.program.max_faults - trace.faults);
        Ending ending = successors.next();
        while (successors.ordinal() != path[i].ordinal()) ending = successors.next();
        const bool whole = i + 1 < path.size() || origin.steps == Origin::all;
        const std::span<const PathStep> steps = successors.machine().path();
        const std::size_t count = whole ? steps.size() : origin.steps;
        for (std::size_t s = 0; s < count; ++s) {
            trace.steps.push_back({steps[s].step, steps[s].choice, s == 0});
            if (model_.program.steps[steps[s].step].kind == StepKind::fault) ++trace.faults;
        }
        ++trace.moves;
        if (ending == Ending::moved) {
            const Word* next = successors.packed();
            std::copy_n(next, state.size(), state.begin());
        }
    }
    return trace;
}

}  // namespace mmapck::checker::explicit_
