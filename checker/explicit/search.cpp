// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/search.h"

#include <algorithm>
#include <utility>

#include "checker/counted.h"
#include "checker/explicit/disk/disk_error.h"

#include "checker/explicit/reached.h"
#include "checker/explicit/trace.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

constexpr std::uint64_t flush_mask = Rounds::block_states - 1;  // how often successors are looked up, in states: their cache lines are fetched together
constexpr std::uint64_t look_up_mask = 0xfff;                   // how often clock and progress are looked at, in states

/// Null if it is not asked for, not there, or would hide in what order locks are taken.
std::unique_ptr<const TaskSymmetry> symmetry(const Model& model, const Limits& limits, const Options& options) {
    const auto acquires = [](const Step& step) {
        return std::any_of(step.events.begin(), step.events.end(), [](const Event& event) { return event.kind == EventKind::acquire; });
    };
    if (!options.symmetry) return nullptr;
    if (limits.lock_order && std::any_of(model.program.steps.begin(), model.program.steps.end(), acquires)) return nullptr;
    auto found = std::make_unique<const TaskSymmetry>(model);
    return found->found() ? std::move(found) : nullptr;
}

}  // namespace

Search::Search(const Model& model, const Limits& limits, const Env& env, const Options& options)
    : model_(model), limits_(limits), env_(env), options_(options), lock_order_(model.program),
      collapse_(model.layout, options.hash_seed, options.collapse && !options.trees),
      states_(collapse_.bits(), options.hash_seed, options.trees, !options.disk.checkpoints.empty()), layers_(collapse_.words()),
      compilation_(model, options.native), symmetry_(symmetry(model, limits, options)),
      expander_(model, {collapse_, findings_, lock_order_, symmetry_.get()}, limits.lock_order, options),
      may_spill_(!options.disk.spill.empty() || !options.disk.checkpoints.empty()), state_(collapse_.words()) {
    if (options.disk.checkpoints.empty()) return;
    checkpoints_.emplace(options.disk.checkpoints, identity(), options.disk.before_change);
    checkpoint_at_ = next_checkpoint();
}

void Search::run() {
    start_ = std::chrono::steady_clock::now();
    if (!resume() && !begin()) return;
    for (; level_.faults <= model_.program.max_faults && complete() && (resumed_ || !layers_.empty()); ++level_.faults) {
        run_layer();
        advance_lock_order(~std::uint64_t{0} >> 1);
        if (findings_.count(level_.faults, ~std::uint64_t{0}) != 0) break;
    }
}

/// False: a run ends in the initial state.
bool Search::begin() {
    expander_.judge_initial(expansion_);
    accept_findings(expansion_);
    if (!findings_.empty()) return false;
    const std::vector<Word> initial = expander_.initial();
    std::vector<Word> compressed(initial);
    if (collapse_.compresses()) {
        compressed.assign(collapse_.words(), 0);
        collapse_.add(initial.data(), compressed.data());
    }
    layers_.add(0, 0, compressed.data(), Link(0, 0));
    return true;
}

/// All states with as many faults as `level_`.
void Search::run_layer() {
    for (;; ++level_.depth) {
        if (!std::exchange(resumed_, false) && !begin_level()) return;
        if (!run_level()) return;
        last_ = states_.size();
    }
}

/// States that a fault led to from fewer faults join at their depth, before those of the same depth that are found here: their parents have
/// smaller numbers. False: there are no more states with so many faults, or the search ends.
bool Search::begin_level() {
    while (next_ == last_) {
        const std::uint64_t next = layers_.first_depth(level_.faults);
        if (next == FaultLayers::no_depth) return false;
        level_.depth = next;
        insert_waiting(level_.depth);
        last_ = states_.size();
        if (!complete()) return false;
    }
    statistics_.depth = std::max(statistics_.depth, level_.depth);
    statistics_.peak_frontier = std::max(statistics_.peak_frontier, last_ - next_);
    insert_waiting(level_.depth + 1);
    if (!complete()) return false;
    advance_lock_order(level_.depth + 1);
    closing_ = enough();
    return true;
}

/// Expands the states next_..last_-1. False ends the search.
bool Search::run_level() {
    use_native_code();
    while (next_ < last_ && complete()) {
        to_go_ = states_.size() - next_;
        if (next_ == checkpoint_at_) save();
        if (may_share()) {
            if (stopping()) return false;
            use_native_code();
            if (expand_together()) continue;
        }
        if ((next_ & look_up_mask) == 0) {
            if (stopping()) return false;
            use_native_code();
        }
        expand(next_);
        if ((++next_ & flush_mask) == 0 && complete()) flush();
    }
    if (complete()) flush();
    to_go_ = states_.size() - last_;
    return complete() && !closing_;
}

/// Whether all violations asked for are known, but for deadlocks at this depth: those of moves that come later are no
/// shorter.
bool Search::enough() const {
    return findings_.count(level_.faults, level_.depth + 1) >= std::max<std::uint32_t>(1, limits_.max_violations);
}

void Search::expand(std::uint64_t number) {
    states_.load(number, state_.data());
    if (closing_) expander_.look_for_deadlock(number, state_.data(), level_, expansion_);
    else expander_.expand(number, state_.data(), level_, expansion_);
    if (!expansion_.findings.empty()) accept_findings(expansion_);
    if (expansion_.too_many_moves) stop("more than 16777215 moves lead from one state");
}

void Search::use_native_code() {
    if (!helped_ || scarce(resident_with(0) + compilation_.most_bytes())) return give_up_native_code();
    native_code_ = compilation_.current(states_.size(), [this] { return demand(); }, [this] { return known(); });
    expander_.use(native_code_);
}

native::Demand Search::demand() const {
    native::Demand sum = expander_.demand();
    if (rounds_) rounds_->add_demand(sum);
    return sum;
}

/// What native code need not look for. Costs to come are not below those of the next level.
native::Known Search::known() const {
    const Statistics seen = statistics();
    native::Known known;
    known.steps_taken.assign(seen.steps_taken.begin(), seen.steps_taken.end());
    known.tested.assign(seen.invariants_tested.begin(), seen.invariants_tested.end());
    known.lock_order = limits_.lock_order && !model_.program.locks.empty();
    known.lock_orders = lock_order_.settled(level_.faults, level_.depth + 1);
    return known;
}

void Search::accept_findings(Expansion& expansion) {
    for (Finding& finding : expansion.findings) findings_.add(std::move(finding));
    expansion.findings.clear();
    closing_ = enough();
}

void Search::accept_waiting(const Expansion& expansion) {
    for (const LockOrder::Ordered& ordered : expansion.acquisitions) lock_order_.note(ordered);
    const std::uint32_t words = collapse_.words();
    for (std::size_t i = 0; i < expansion.later.size(); ++i)
        layers_.add(expansion.later_faults[i], level_.depth + 1, expansion.later.states.data() + i * words, expansion.later.links[i]);
}

void Search::flush() {
    expansion_.complete(collapse_, collapse_.words());
    accept_waiting(expansion_);
    states_.forget_before(next_);
    insert(expansion_.next.view());
    expansion_.clear();
}

/// Whether threads are worth their while, and change nothing.
bool Search::may_share() const {
    const std::uint64_t few = std::max(options_.threads_from / 256, Rounds::block_states);
    return options_.threads > 1 && !options_.trees && helped_ && states_.size() >= options_.threads_from &&
           states_.size() <= Rounds::most_stored && !closing_ && (next_ & flush_mask) == 0 && next_ >= alone_until_ &&
           last_ - next_ >= few;
}

/// Expands the next states, all threads together. False: they have to be expanded by one thread, as one of them may end the search and it counts what
/// happened before that.
bool Search::expand_together() {
    if (!rounds_)
        rounds_ = std::make_unique<Rounds>(options_.threads, model_, Known{collapse_, findings_, lock_order_, symmetry_.get()}, limits_.lock_order, options_);
    rounds_->use(native_code_);
    const std::uint64_t end = std::min({last_, next_ + Rounds::most_states, checkpoint_at_});
    Store& store = *states_.store();
    rounds_->expand(store, next_, end, level_);
    if (!rounds_->storable() || !within_budgets()) {
        rounds_->drop(store);
        if (scarce(resident_with(0) + helper_bytes())) give_up_helpers();
        alone_until_ = end;
        return false;
    }
    rounds_->for_each([&](Expansion& expansion) {
        expansion.complete(collapse_, collapse_.words());
        accept_waiting(expansion);
    });
    rounds_->store(store, links_);
    next_ = end;
    return true;
}

void Search::insert_waiting(std::uint64_t depth) {
    try {
        layers_.take(level_.faults, depth, [&](const BatchView& batch) {
            if (complete()) insert(batch);
        });
    } catch (const DiskError& error) {
        report(error.what());
        stop("states that wait on disk cannot be read back");
    }
}

void Search::insert(const BatchView& batch) {
    if (batch.size == 0) return;
    if (limits_.max_memory_bytes != 0 && !make_room(batch.size)) return stop("the budget of " + counted(limits_.max_memory_bytes, "byte") + " of memory is used up" + held());
    states_.prepare(batch.states, batch.size);
    for (std::size_t i = 0; i < batch.size; ++i) {
        const Store::Found found = states_.insert(i, limits_.max_states);
        if (found == Store::Found::no_room) return stop("the budget of " + counted(limits_.max_states, "state") + " is used up");
        if (found == Store::Found::fresh) links_.add(batch.links[i]);
    }
}

void Search::advance_lock_order(std::uint64_t moves) {
    if (auto cycle = lock_order_.advance(level_.faults, moves)) findings_.add(std::move(*cycle));
}

/// Asked between states, when none is half done.
bool Search::stopping() {
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
    const bool interrupted = env_.progress && !env_.progress(states_.size(), to_go_, level_.depth);
    if (!interrupted && !(limits_.max_seconds > 0 && elapsed.count() > limits_.max_seconds)) return false;
    save();
    stop(interrupted ? "it was interrupted" : "the budget of time is used up");
    return true;
}

void Search::stop(const std::string& reason) {
    stopped_ = reason + reached(level_, states_.size(), to_go_);
}

std::uint64_t Search::memory() const { return collapse_.bytes() + states_.bytes() + links_.bytes() + layers_.bytes(); }

Counts Search::counts() const {
    Counts counts = counts_before_;
    counts.add(expander_.counts());
    if (rounds_) counts.add(rounds_->counts());
    return counts;
}

Seen Search::seen() const {
    Seen seen = expander_.seen();
    if (rounds_) rounds_->add_seen(seen);
    return seen;
}

Statistics Search::statistics() const {
    Statistics statistics = statistics_;
    const Counts counts = this->counts();
    const Seen seen = this->seen();
    statistics.states = states_.size();
    statistics.state_bits = model_.layout.bits();
    statistics.memory_bytes = memory();
    statistics.transitions = counts.transitions;
    statistics.deadlocks = counts.deadlocks;
    statistics.steps_taken.assign(seen.steps_taken.begin(), seen.steps_taken.end());
    statistics.invariants_tested.assign(seen.tested.begin(), seen.tested.end());
    expander_.complete(statistics);
    if (symmetry_) symmetry_->complete(statistics);
    return statistics;
}

Trace Search::trace(const Origin& origin) const {
    return trace_along(model_, options_, path_to(origin, [this](std::uint64_t number) { return links_[number]; }), origin);
}

}  // namespace mmapck::checker::explicit_
