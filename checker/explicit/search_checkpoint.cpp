// SPDX-License-Identifier: Apache-2.0
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "checker/counted.h"
#include "checker/explicit/disk/archive.h"
#include "checker/explicit/disk/disk_error.h"
#include "checker/explicit/search.h"
#include "model/program/passes.h"

namespace mmapck::checker::explicit_ {

namespace {

std::string hexadecimal(std::uint64_t number) {
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(number));
    return text.data();
}

std::string digest(const std::string& text) { return hexadecimal(XXH3_64bits(text.data(), text.size())); }

std::string yes_or_no(bool yes) { return yes ? "yes" : "no"; }

}  // namespace

/// All that the numbers of states, or what is told of them, depend on; but for budgets, which may be others.
Identity Search::identity() const {
    return {{"build of mmapck", options_.disk.made_by},
            {"program", digest(program::to_text(model_.program))},
            {"bits of a state", std::to_string(model_.layout.bits())},
            {"hash seed", std::to_string(options_.hash_seed)},
            {"bits are shared", yes_or_no(options_.share_bits)},
            {"long states are collapsed", yes_or_no(options_.collapse)},
            {"states are trees", yes_or_no(options_.trees)},
            {"stubborn sets", yes_or_no(options_.stubborn_sets)},
            {"chains are passed", yes_or_no(options_.pass_chains)},
            {"symmetry of tasks", yes_or_no(options_.symmetry)},
            {"order of locks is looked at", yes_or_no(limits_.lock_order)},
            {"kinds of violations wanted", std::to_string(limits_.max_violations)}};
}

std::vector<Rows*> Search::rows() {
    std::vector<Rows*> rows = links_.rows();
    for (Store* const store : collapse_.stores()) rows.push_back(&store->rows());
    rows.push_back(&states_.rows());
    return rows;
}

/// What is in neither rows nor layers, and cannot be computed from what is here.
template <class Archive>
void Search::archive(Archive& archive, Counts& counts, Seen& seen, std::vector<std::uint64_t>& tables) {
    archive(level_.faults, level_.depth, next_, last_, statistics_.depth, statistics_.peak_frontier, findings_, lock_order_, links_, counts, seen, tables);
}

/// Between states, when none is half done.
void Search::save() {
    if (!checkpoints_) return;
    checkpoint_at_ = next_checkpoint();
    Counts counts = this->counts();
    Seen seen = this->seen();
    std::vector<std::uint64_t> tables = states_.tables();
    for (const Store* const store : collapse_.stores()) tables.push_back(store->table_bytes());
    const std::string state = to_bytes([&](auto& out) { archive(out, counts, seen, tables); });
    try {
        checkpoints_->save(rows(), layers_, state);
        failing_ = false;
    } catch (const DiskError& error) {
        if (!std::exchange(failing_, true)) report("no checkpoint at " + counted(states_.size(), "state") + ": " + error.what());
    }
}

/// The next multiple of the interval: where checkpoints are depends on nothing else.
std::uint64_t Search::next_checkpoint() const {
    const std::uint64_t every = std::max<std::uint64_t>(1, (options_.disk.every + Rounds::block_states - 1) / Rounds::block_states) * Rounds::block_states;
    return (next_ / every + 1) * every;
}

/// Goes back to the last checkpoint, if it is asked for and there is one.
bool Search::resume() {
    if (!checkpoints_ || !options_.disk.resume) return false;
    std::string damage;
    const std::optional<std::string> bytes = checkpoints_->load(rows(), layers_, damage);
    if (!damage.empty() && options_.disk.remarked) options_.disk.remarked("the checkpoint before the last one is used: " + damage);
    if (!bytes) return false;
    Seen seen;
    std::vector<std::uint64_t> tables;
    from_bytes(*bytes, [&](auto& in) { archive(in, counts_before_, seen, tables); });
    expander_.set_seen(seen);
    const std::vector<Store*> contents = collapse_.stores();
    for (std::size_t i = 0; i < contents.size(); ++i) contents[i]->rebuild_table(tables[tables.size() - contents.size() + i]);
    states_.rebuild(tables, next_);
    checkpoint_at_ = next_checkpoint();
    closing_ = enough();
    resumed_ = true;
    return true;
}

void Search::report(const std::string& failure) const {
    if (options_.disk.failed) options_.disk.failed(failure);
}

}  // namespace mmapck::checker::explicit_
