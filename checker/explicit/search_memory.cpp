// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/disk/disk_error.h"
#include "checker/explicit/search.h"

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::uint64_t most_link_bytes = 16;  // that one link may take
constexpr std::uint64_t margin = 16, worthwhile = 64;  // parts of the budget: how near its end waiting states go to disk, and how many of them at least

}  // namespace

// What ends a search, or moves waiting states to disk, is the same for any number of threads and with or without native code: these two are not
// counted, but given up where memory would not do for them as well.

/// A bound of what all states take, with so many more of them.
std::uint64_t Search::resident_with(std::uint64_t states) const {
    return collapse_.resident_with(0) + states_.resident_with(states) + links_.resident_with(states, most_link_bytes) + layers_.resident_with(0, 0);
}

bool Search::scarce(std::uint64_t bytes) const { return limits_.max_memory_bytes != 0 && bytes > limits_.max_memory_bytes; }

/// Of threads and native code.
std::uint64_t Search::helper_bytes() const { return (rounds_ ? rounds_->bytes() : 0) + (native_code_ != nullptr ? compilation_.most_bytes() : 0); }

/// Whether so many more states may be stored. There is a budget.
bool Search::make_room(std::uint64_t states) {
    const std::uint64_t most = limits_.max_memory_bytes;
    std::uint64_t wanted = resident_with(states);
    if (helped_ && scarce(wanted + helper_bytes())) give_up_helpers();
    if (wanted <= most - most / margin) return true;
    if (may_spill_ && layers_.in_memory() >= most / worthwhile) {
        spill();
        wanted = resident_with(states);
    }
    return wanted <= most;
}

/// Whether no budget can end within the round, and nothing has to be spilled.
bool Search::within_budgets() const {
    const std::uint64_t next = rounds_->next_states();
    if (limits_.max_states != 0 && states_.size() + next > limits_.max_states) return false;
    const std::uint64_t most = limits_.max_memory_bytes;
    if (most == 0) return true;
    const std::uint64_t bytes = collapse_.resident_with(rounds_->unseen_states()) + states_.resident_with(next) + links_.resident_with(next, most_link_bytes) +
                                layers_.resident_with(rounds_->later_states(), model_.program.max_faults);
    return bytes + helper_bytes() <= most && (!may_spill_ || bytes <= most - most / margin);
}

void Search::spill() {
    try {
        if (!checkpoints_ && !spill_file_) spill_file_.emplace(DataFile::temporary(options_.disk.spill, options_.disk.before_change));
        DataFile& file = checkpoints_ ? checkpoints_->data() : *spill_file_;
        const std::uint64_t before = file.bytes();
        try {
            layers_.move_to_disk(layers_.write(file), file);
        } catch (const DiskError&) {
            file.truncate(before);
            throw;
        }
    } catch (const DiskError& error) {
        may_spill_ = false;
        report(error.what());
    }
}

/// Threads and native code: they only make the search faster.
void Search::give_up_helpers() {
    helped_ = false;
    give_up_native_code();
    if (!rounds_) return;
    counts_before_.add(rounds_->counts());
    Seen all = expander_.seen();
    rounds_->add_seen(all);
    expander_.set_seen(all);
    rounds_.reset();
}

void Search::give_up_native_code() {
    native_code_ = nullptr;
    expander_.use(nullptr);
    if (rounds_) rounds_->use(nullptr);
    compilation_.give_up();
}

/// What a search that is out of memory holds.
std::string Search::held() const {
    return ": states take " + std::to_string(states_.bytes() - states_.table_bytes() + collapse_.bytes()) + ", their table " + std::to_string(states_.table_bytes()) +
           ", links " + std::to_string(links_.bytes()) + ", waiting states " + std::to_string(layers_.in_memory());
}

}  // namespace mmapck::checker::explicit_
