// SPDX-License-Identifier: Apache-2.0
#include "checker/replay/ledger.h"

#include <algorithm>

namespace mmapck::checker::replay {

using namespace program;

namespace {

void give_back_amount(std::vector<Entry>& entries, const EventValue& event) {
    std::int64_t left = event.detail;
    for (std::size_t i = entries.size(); i-- > 0 && left > 0;) {
        Entry& entry = entries[i];
        if (entry.kind != EventKind::charge || entry.freed || entry.table != event.table || entry.object != event.object) {
            continue;
        }
        const std::int64_t part = std::min(left, entry.detail);
        left -= part;
        entry.detail -= part;
        if (entry.detail == 0) {
            entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
}

/// The youngest entry that a release, downgrade, put or settle meets; entries.end() if there is none.
std::vector<Entry>::iterator met_by(std::vector<Entry>& entries, const EventValue& event, TaskId task) {
    const EventKind kind = taking(event.kind);
    auto best = entries.end();
    for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
        if (entry->kind != kind || entry->freed || entry->table != event.table || entry->object != event.object ||
            (kind == EventKind::get && entry->detail != event.detail)) {
            continue;
        }
        const bool prefer_task = kind == EventKind::acquire && best != entries.end() && best->task == task;
        if (!prefer_task || entry->task == task) {
            best = entry;
        }
    }
    return best;
}

void forget_object(std::vector<Entry>& entries, const Freed& freed) {
    for (Entry& entry : entries) {
        entry.freed |= entry.table == freed.table && entry.object == freed.object;
    }
}

}  // namespace

EventKind taking(EventKind kind) {
    switch (kind) {
        case EventKind::release:
        case EventKind::downgrade: return EventKind::acquire;
        case EventKind::put: return EventKind::get;
        case EventKind::uncharge: return EventKind::charge;
        case EventKind::settle: return EventKind::owe;
        default: return kind;
    }
}

void book(Ledger& ledger, const Program& program, const Played& played, std::size_t index) {
    const Step& step = program.steps[played.taken.step];
    std::vector<Entry>& entries = ledger.entries;
    for (const EventValue& event : played.outcome.events) {
        if (taking(event.kind) == event.kind) {
            entries.push_back({event.kind, event.table, event.object, event.detail, played.task, index,
                               place(program, step), false});
        } else if (event.kind == EventKind::uncharge) {
            give_back_amount(entries, event);
        } else if (const auto entry = met_by(entries, event, played.task); entry != entries.end()) {
            if (event.kind == EventKind::downgrade) {
                entry->detail = event.detail;
            } else {
                entries.erase(entry);
            }
        }
    }
    for (const Freed& freed : played.outcome.freed) {
        forget_object(entries, freed);
    }
}

Ledger ledger_at_end(const Program& program, const Run& run) {
    Ledger ledger;
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
        if (run.steps[i].outcome.result == Result::ok) {
            book(ledger, program, run.steps[i], i);
        }
    }
    return ledger;
}

}  // namespace mmapck::checker::replay
