// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "checker/replay/ledger.h"
#include "reports/blocked.h"
#include "reports/due.h"
#include "reports/exits.h"

namespace mmapck::reports {

/// A fault that the run took.
struct FaultTaken {
    program::FaultId fault = program::none;
    program::TaskId task = 0;
    std::size_t step = 0;              ///< index in the trace
    std::string result;                ///< "-ENOMEM", or the value that was chosen
    std::vector<std::string> chain;    ///< calls from the system call down to the fault: "mmap(plr, 0, 2)", "mmap_region"
};

/// The system call that the run is about: the one with the first fault, else the last one that matters.
struct CallMade {
    program::TaskId task = program::none;  ///< none: there is no such call
    std::string call;                  ///< "mmap(plr, 0, 2)"
    bool returned = false;
    std::string value;                 ///< what it returned
};

/// Something still held that the violation is about.
struct Held {
    checker::replay::Entry entry;
    std::string what;                  ///< "mutex region_mutex, by task A"
    std::string object;                ///< "region_mutex"
    std::vector<Due> due;
    std::vector<Exit> exits;           ///< the ways out of the call that took it; of the first thing held, at a moment
};

/// What a counterexample means, in parts. All texts are printable ASCII.
struct Story {
    std::vector<FaultTaken> faults;
    CallMade call;
    std::vector<Held> held;            ///< the latest first
    std::vector<Blocked> blocked;      ///< of a deadlock
    checker::replay::Place place;      ///< where the violation is to be looked for; frame none: unknown
    program::FrameId kept_by = program::none;  ///< the hook that returned with what is held first, if the violation says so
    bool at_a_moment = false;          ///< the violation is that something is held when a call has returned, or later
    std::uint32_t context_switches = 0;///< moves of another task than the one before, setup and teardown apart
};

/// Something held, in words: "mutex region_mutex, by task A".
std::string entry_text(const program::Program& program, const checker::replay::Entry& entry);

/// Replays the counterexample and takes it apart. The counterexample must be confirmed (replay.h).
Story tell(const program::Program& program, const checker::Counterexample& counterexample);

/// Where an editor goes: the hook that kept what it should have given back, else the story's place.
checker::replay::Place spot(const program::Program& program, const Story& story);

/// What a counterexample says in one sentence: "'region_mutex' acquired by task A, not released on mmap() = -ENOMEM after
/// vm_area_alloc() fails; region_mmap_abort() not called".
std::string gist(const program::Program& program, const checker::Counterexample& counterexample, const Story& story);

/// "drivers/resctrl.c:41: region_mmap_prepare(): lock-held-at-return: 'region_mutex' acquired by task A, not released on
/// mmap() = -ENOMEM after vm_area_alloc() fails; region_mmap_abort() not called": one line as compilers write it, of any
/// length. The position is spot(): that of the hook or of the acquisition, where something is held.
std::string one_line(const program::Program& program, const checker::Counterexample& counterexample, const Story& story);

}  // namespace mmapck::reports
