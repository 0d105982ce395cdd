// SPDX-License-Identifier: Apache-2.0
#include "reports/html_holds.h"

#include <algorithm>

namespace mmapck::reports {

using namespace program;
using checker::replay::Entry;
using checker::replay::Ledger;
using checker::replay::Played;
using checker::replay::Run;

namespace {

constexpr std::int64_t read_mode = 2;

class Follower {
  public:
    Follower(const Program& program, const Run& run) : program_(program), run_(run) {}

    Holds follow() {
        for (std::size_t i = 0; i < run_.steps.size(); ++i) {
            if (run_.steps[i].outcome.result != checker::replay::Result::ok || run_.steps[i].outcome.events.empty()) {
                if (run_.steps[i].outcome.freed.empty()) {
                    continue;
                }
            }
            book(ledger_, program_, run_.steps[i], i);
            end_what_is_gone(i + 1);
            begin_what_is_new(i);
        }
        return std::move(holds_);
    }

  private:
    const Entry* current(const Entry& entry) const {
        for (const Entry& each : ledger_.entries) {
            if (each.step == entry.step && each.kind == entry.kind && each.table == entry.table && each.object == entry.object) {
                return &each;
            }
        }
        return nullptr;
    }

    void end_what_is_gone(std::size_t step) {
        for (HeldFrom& held : holds_.ledger) {
            if (held.to != 0) {
                continue;
            }
            const Entry* now = current(held.entry);
            held.freed = now != nullptr && now->freed;
            if (now == nullptr || held.freed) {
                held.to = step;
                end_lock(held.entry, step);
            } else if (held.entry.kind == EventKind::acquire && now->detail != held.entry.detail) {
                held.entry.detail = now->detail;
                end_lock(held.entry, step);
                begin_lock(held.entry, step);
            }
        }
    }

    void begin_what_is_new(std::size_t index) {
        for (const Entry& entry : ledger_.entries) {
            const bool known = !holds_.ledger.empty() && std::any_of(holds_.ledger.rbegin(), holds_.ledger.rend(), [&](const HeldFrom& held) {
                return held.entry.step == index && held.entry.kind == entry.kind && held.entry.table == entry.table && held.entry.object == entry.object;
            });
            if (entry.step == index && !known) {
                holds_.ledger.push_back({entry, index + 1, 0, false});
                begin_lock(entry, index + 1);
            }
        }
    }

    std::uint32_t lock_number(const Entry& entry) const {
        for (std::uint32_t i = 0; i < program_.locks.size(); ++i) {
            if (program_.locks[i].table == entry.table && program_.locks[i].instance == entry.object) {
                return i;
            }
        }
        return none;
    }

    void begin_lock(const Entry& entry, std::size_t step) {
        if (const std::uint32_t lock = lock_number(entry); entry.kind == EventKind::acquire && lock != none) {
            holds_.locks.push_back({lock, entry.task, entry.detail, step, 0});
        }
    }

    void end_lock(const Entry& entry, std::size_t step) {
        const std::uint32_t lock = lock_number(entry);
        for (LockHeld& held : holds_.locks) {
            if (entry.kind == EventKind::acquire && held.lock == lock && held.task == entry.task && held.to == 0) {
                held.to = step;
            }
        }
    }

    const Program& program_;
    const Run& run_;
    Ledger ledger_;
    Holds holds_;
};

/// The last step of the task before the move that a step is in, from 1; 0 if there is none.
std::size_t step_before_move(const Run& run, std::size_t step) {
    std::size_t index = step - 1;
    while (index > 0 && !run.steps[index].taken.begins_move) {
        --index;
    }
    const TaskId task = run.steps[index].task;
    while (index > 0 && run.steps[index - 1].task != task) {
        --index;
    }
    return index;
}

/// Before it took a lock, a task waited for whoever had it then and excluded it.
void add_waits(const Program& program, const Run& run, Holds& holds) {
    for (const LockHeld& taken : holds.locks) {
        const std::size_t since = step_before_move(run, taken.from);
        if (since == 0) {
            continue;
        }
        for (const LockHeld& other : holds.locks) {
            const bool excludes = !is_read_mode(program, taken) || !is_read_mode(program, other);
            if (other.lock == taken.lock && other.task != taken.task && excludes && other.to > since + 1 && other.from < taken.from) {
                holds.waits.push_back({taken.lock, taken.task, std::max(since, other.from), std::min(other.to, taken.from)});
            }
        }
    }
}

/// Since when a task that is stopped at the end could not go on: since its last step or, if that is later, since others took the lock.
std::size_t stopped_since(const Run& run, TaskId task, std::uint32_t lock, const std::vector<LockHeld>& held) {
    std::size_t since = run.steps.size();
    while (since > 0 && run.steps[since - 1].task != task) {
        --since;
    }
    for (const LockHeld& each : held) {
        since = each.lock == lock && each.task != task && each.to == 0 ? std::max(since, each.from) : since;
    }
    return since;
}

}  // namespace

bool is_read_mode(const Program& program, const LockHeld& held) {
    return held.mode == read_mode && program.tables[program.locks[held.lock].table].type == "struct rw_semaphore";
}

Holds holds_of(const Program& program, const Run& run, const std::vector<Blocked>& blocked) {
    Holds holds = Follower(program, run).follow();
    add_waits(program, run, holds);
    for (const Blocked& each : blocked) {
        for (const std::uint32_t lock : each.lock_numbers) {
            holds.waits.push_back({lock, each.task, stopped_since(run, each.task, lock, holds.locks), 0});
        }
    }
    return holds;
}

}  // namespace mmapck::reports
