// SPDX-License-Identifier: Apache-2.0
#include "checker/distributed/search.h"

#include <algorithm>
#include <utility>

#include "checker/counted.h"
#include "checker/explicit/rounds.h"
#include "checker/explicit/reached.h"
#include "checker/explicit/trace.h"

namespace mmapck::checker::distributed {

using explicit_::Expansion;
using explicit_::FaultLayers;
using explicit_::Finding;
using explicit_::Findings;
using explicit_::Link;
using explicit_::LockOrder;
using explicit_::Rounds;
using explicit_::Word;

namespace {

constexpr std::size_t states_per_look = 4096;   // clock and progress are looked at, and native code is asked for

// What is sent for a state: its link, the faults of the move that leads to it, its bits.
constexpr std::size_t faults_at = sizeof(std::uint64_t), state_at = faults_at + sizeof(std::uint8_t);

}  // namespace

Search::Search(const explicit_::Model& model, const Limits& limits, const Env& env, const explicit_::Options& options, Ranks& ranks, std::uint64_t few_keys)
    : model_(model), limits_(limits), env_(env), options_(options), ranks_(ranks), few_keys_(few_keys), exchange_(ranks), words_(model.layout.words()),
      state_bytes_((model.layout.bits() + 7) / 8), states_(model.layout.bits(), options.hash_seed), layers_(words_), lock_order_(model.program),
      collapse_(model.layout, options.hash_seed, false), compilation_(model, options.native),
      expander_(model, {collapse_, findings_, lock_order_, nullptr}, limits.lock_order, options), state_(words_) {}

void Search::run() {
    start_ = std::chrono::steady_clock::now();
    expander_.judge_initial(expansion_);
    for (Finding& finding : expansion_.findings) findings_.add(std::move(finding));
    if (!findings_.empty()) return;
    const std::vector<Word> initial = expander_.initial();
    if (owner(initial.data()) == ranks_.own()) layers_.add(0, 0, initial.data(), Link(0, 0));
    for (level_.faults = 0; level_.faults <= model_.program.max_faults && stopped_.empty(); ++level_.faults) {
        run_layer();
        advance_lock_order(~std::uint64_t{0} >> 1);
        if (findings_.count(level_.faults, ~std::uint64_t{0}) != 0 || sum(ranks_, layers_.empty() ? 0 : 1) == 0) break;
    }
}

/// As explicit_::Search::run_layer.
void Search::run_layer() {
    std::uint64_t first = total_, last = total_;
    for (;; ++level_.depth) {
        if (first == last) {
            const std::uint64_t next = least(ranks_, layers_.first_depth(level_.faults));
            if (next == FaultLayers::no_depth) return;
            level_.depth = next;
            add_waiting(next);
            Stop at;
            if (!number_new(total_, total_, at)) return;
            last = total_;
            if (first == last) continue;
        }
        statistics_.depth = std::max(statistics_.depth, level_.depth);
        statistics_.peak_frontier = std::max(statistics_.peak_frontier, last - first);
        if (!run_level(first, last)) return;
        first = last;
        last = total_;
    }
}

/// Expands the states first..last-1 of all ranks. False ends the search.
bool Search::run_level(std::uint64_t first, std::uint64_t last) {
    news_ = {};
    counted_ = expander_.counts();
    seen_ = expander_.seen();
    advance_lock_order(level_.depth + 1);
    add_waiting(level_.depth + 1);
    if (!enough(findings_)) expand_all();
    News news = gather(ranks_, news_);
    if (!news.stop.empty()) {
        count_again({nowhere, first});
        to_go_ = last - first;
        stop(news.stop);
        return false;
    }
    Stop at{closing(news, first), nowhere};
    const bool whole = number_new(first, last, at);
    if (at.closing != nowhere || !whole) {
        count_again(at);
        return false;
    }
    accept(std::move(news));
    to_go_ = total_ - last;
    return true;
}

/// Takes the moves from the states of this rank, and receives what those of all lead to.
void Search::expand_all() {
    exchange_.begin([this](std::uint32_t, std::string_view records) { arrive(records); });
    for (std::size_t i = 0; i < own_.size(); ++i) {
        if (i % states_per_look == 0) look_up();
        if (news_.stop.empty()) expand(i);
        if ((i + 1) % Rounds::block_states != 0 && i + 1 < own_.size()) continue;
        for (std::size_t s = 0; s < expansion_.next.size(); ++s) send(expansion_.next.states.data() + s * words_, expansion_.next.links[s], 0);
        for (std::size_t s = 0; s < expansion_.later.size(); ++s)
            send(expansion_.later.states.data() + s * words_, expansion_.later.links[s], expansion_.later_faults[s] - level_.faults);
        collect_news();
        expansion_.clear();
    }
    exchange_.end();
}

/// Expands one state; what comes of it names it by its number among those of all ranks.
void Search::expand(std::size_t i) {
    states_.store().load(own_.stored[i], state_.data());
    expander_.expand(own_.numbers[i], state_.data(), level_, expansion_);
    if (expansion_.too_many_moves) news_.stop = "more than 16777215 moves lead from one state";
}

void Search::look_for_deadlock(std::size_t i) {
    states_.store().load(own_.stored[i], state_.data());
    expander_.look_for_deadlock(own_.numbers[i], state_.data(), level_, expansion_);
}

void Search::collect_news() {
    for (Finding& finding : expansion_.findings) news_.add(std::move(finding));
    for (const LockOrder::Ordered& ordered : expansion_.acquisitions) news_.add(ordered);
}

/// Sends a state that a move with so many faults leads to.
void Search::send(const Word* state, Link link, std::uint32_t faults) {
    exchange_.put(owner(state), part(key(link)), part(static_cast<std::uint8_t>(faults)), std::string_view(reinterpret_cast<const char*>(state), state_bytes_));
}

void Search::arrive(std::string_view records) {
    const std::size_t record = state_at + state_bytes_, count = records.size() / record;
    if (!news_.stop.empty()) return;
    arriving_.assign(count * words_, 0);
    for (std::size_t i = 0; i < count; ++i) {
        records.copy(reinterpret_cast<char*>(arriving_.data() + i * words_), state_bytes_, i * record + state_at);
        states_.prefetch(arriving_.data() + i * words_);
    }
    for (std::size_t i = 0; i < count; ++i) {
        const auto key = number_at<std::uint64_t>(records, i * record);
        const auto faults = number_at<std::uint8_t>(records, i * record + faults_at);
        const Link link = link_of(key);
        if (faults == 0) states_.add(arriving_.data() + i * words_, link);
        else layers_.add(level_.faults + faults, level_.depth + 1, arriving_.data() + i * words_, link);
    }
    if (limits_.max_memory_bytes != 0 && memory() > limits_.max_memory_bytes)
        news_.stop = "the budget of " + counted(limits_.max_memory_bytes, "byte") + " of memory on each rank is used up";
}

/// States that wait for this level, led to by moves with faults from states with fewer.
void Search::add_waiting(std::uint64_t depth) {
    layers_.take(level_.faults, depth, [&](const explicit_::BatchView& batch) {
        for (std::size_t i = 0; i < batch.size; ++i) states_.add(batch.states + i * words_, batch.links[i]);
    });
}

/// The state before whose moves all violations that are asked for are known.
std::uint64_t Search::closing(const News& news, std::uint64_t first) const {
    if (enough(findings_)) return first;
    Findings findings = findings_;
    for (const Finding& finding : news.findings) {
        findings.add(finding);
        if (enough(findings)) return finding.origin.parent + 1;
    }
    return nowhere;
}

/// Numbers the new states of the level. False if there are more than may be: `at` says where one process would have stopped.
bool Search::number_new(std::uint64_t first, std::uint64_t last, Stop& at) {
    const std::vector<std::uint64_t> keys = states_.new_keys(at.closing == nowhere ? nowhere : first_key_of(at.closing));
    const Numbered numbered = number_keys(ranks_, exchange_, keys, few_keys_);
    if (limits_.max_states != 0 && total_ + numbered.count > limits_.max_states) {
        overflow(numbered, keys, first, last, at);
        return false;
    }
    if (at.closing == nowhere) own_ = states_.settle(total_, numbered.places);
    total_ += numbered.count;
    return true;
}

/// One process looks up successors block by block, so the states of the block in which the budget ends were expanded.
void Search::overflow(const Numbered& numbered, const std::vector<std::uint64_t>& keys, std::uint64_t first, std::uint64_t last, Stop& at) {
    const std::uint64_t room = limits_.max_states - total_;
    const auto found = std::lower_bound(numbered.places.begin(), numbered.places.end(), room);
    const bool own = found != numbered.places.end() && *found == room;
    const std::uint64_t over = least(ranks_, own ? keys[static_cast<std::size_t>(found - numbered.places.begin())] : nowhere);
    const std::uint64_t parent = link_of(over).parent();
    at.end = first;
    if (parent >= first && first != last) {
        const std::uint64_t block = std::max(first, parent / Rounds::block_states * Rounds::block_states);
        at.end = std::min(last, (parent / Rounds::block_states + 1) * Rounds::block_states);
        const auto before = std::lower_bound(keys.begin(), keys.end(), first_key_of(block)) - keys.begin();
        to_go_ = total_ + sum(ranks_, static_cast<std::uint64_t>(before)) - (at.end - 1);
    }
    total_ = limits_.max_states;
    stop("the budget of " + counted(limits_.max_states, "state") + " is used up");
}

/// Counts what one process would have counted in this level, and no more. Nothing is sent but news.
void Search::count_again(const Stop& at) {
    explicit_::Counts level = expander_.counts();
    level.subtract(counted_);
    dropped_.add(level);
    expander_.set_seen(seen_);
    news_ = {};
    for (std::size_t i = 0; i < own_.size() && own_.numbers[i] < at.end; ++i) {
        if (own_.numbers[i] < at.closing) expand(i);
        else look_for_deadlock(i);
        collect_news();
        expansion_.clear();
    }
    accept(gather(ranks_, news_));
}

void Search::accept(News news) {
    for (Finding& finding : news.findings) findings_.add(std::move(finding));
    for (const LockOrder::Ordered& ordered : news.acquisitions) lock_order_.note(ordered);
}

void Search::advance_lock_order(std::uint64_t moves) {
    if (auto cycle = lock_order_.advance(level_.faults, moves)) findings_.add(std::move(*cycle));
}

bool Search::enough(const Findings& findings) const {
    return findings.count(level_.faults, level_.depth + 1) >= std::max<std::uint32_t>(1, limits_.max_violations);
}

/// Native code does not look for what was seen; of this level that is not known yet, as it may be counted again.
void Search::look_up() {
    const auto known = [this] {
        explicit_::native::Known seen;
        seen.steps_taken = seen_.steps_taken;
        seen.tested = seen_.tested;
        seen.lock_order = limits_.lock_order && !model_.program.locks.empty();
        seen.lock_orders = lock_order_.settled(level_.faults, level_.depth + 1);
        return seen;
    };
    expander_.use(compilation_.current(states_.store().size(), [this] { return expander_.demand(); }, known));
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
    if (env_.progress && !env_.progress(total_, to_go_, level_.depth)) news_.stop = "it was interrupted";
    else if (limits_.max_seconds > 0 && elapsed.count() > limits_.max_seconds) news_.stop = "the budget of time is used up";
}

void Search::stop(const std::string& reason) { stopped_ = reason + explicit_::reached(level_, total_, to_go_); }

/// Bits of the hash that do not decide about places in tables.
std::uint32_t Search::owner(const Word* state) const {
    const std::uint64_t mixed = states_.store().hash(state) * 0x9e3779b97f4a7c15;
    return static_cast<std::uint32_t>((mixed >> 32) * ranks_.size() >> 32);
}

Statistics Search::statistics() {
    Statistics statistics = statistics_;
    explicit_::Counts counts = expander_.counts();
    counts.subtract(dropped_);
    statistics.states = total_;
    statistics.state_bits = model_.layout.bits();
    statistics.transitions = sum(ranks_, counts.transitions);
    statistics.deadlocks = sum(ranks_, counts.deadlocks);
    statistics.memory_bytes = sum(ranks_, memory());
    const explicit_::Seen seen = gather(ranks_, expander_.seen());
    statistics.steps_taken.assign(seen.steps_taken.begin(), seen.steps_taken.end());
    statistics.invariants_tested.assign(seen.tested.begin(), seen.tested.end());
    return statistics;
}

Trace Search::trace(const explicit_::Origin& origin) {
    const auto link = [this](std::uint64_t number) {
        const std::optional<Link> own = states_.link_of(number);
        return link_of(least(ranks_, own ? key(*own) : nowhere));
    };
    return explicit_::trace_along(model_, options_, explicit_::path_to(origin, link), origin);
}

}  // namespace mmapck::checker::distributed
