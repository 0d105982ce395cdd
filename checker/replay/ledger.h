// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "checker/replay/frames.h"
#include "checker/replay/replay.h"

namespace mmapck::checker::replay {

/// Something taken and not yet given back.
struct Entry {
    program::EventKind kind = program::EventKind::acquire;  ///< acquire, get, charge or owe
    program::TableId table = program::none;
    std::int64_t object = 0;      ///< pointer value in that table
    std::int64_t detail = 0;      ///< lock mode now held, owner of the reference, amount not yet uncharged, or 1
    program::TaskId task = 0;     ///< who took it
    std::size_t step = 0;         ///< index in Run::steps of the step that took it
    Place place;                  ///< where it was taken
    bool freed = false;           ///< the object itself was freed since
    friend bool operator==(const Entry& a, const Entry& b) {
        return a.kind == b.kind && a.table == b.table && a.object == b.object && a.detail == b.detail &&
               a.task == b.task && a.step == b.step;
    }
};

/// What is held and owed at one moment, in the order in which it was taken.
struct Ledger {
    std::vector<Entry> entries;
};

/// Enters the events of one finished step, `index` in its run. A release meets the youngest entry of the same lock (of
/// the same task if it has one); a put, the youngest of the same object and owner; an uncharge, the youngest of the same account, and the next
/// while an amount is left; a settle, the youngest of the same object. A release without an entry
/// changes nothing. O(events x entries).
void book(Ledger& ledger, const program::Program& program, const Played& played, std::size_t index);

/// The ledger after the last finished step of a run.
Ledger ledger_at_end(const program::Program& program, const Run& run);

/// The kind of the event that takes what this kind gives back (release -> acquire, ...); others are their own.
program::EventKind taking(program::EventKind kind);

}  // namespace mmapck::checker::replay
