// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/replay/ledger.h"

namespace mmapck::reports {

/// One way out of the system call in which something was taken: no fault point fails in it, or a single one does, and
/// no other task moves. Exits are the siblings of the one that a counterexample shows.
struct Exit {
    program::FaultId fault = program::none;  ///< the fault point that fails; none: no one does
    std::string name;        ///< "success", "vm_area_alloc fails"
    std::string call;        ///< "mmap"
    std::string returned;    ///< what the call returns; may be empty
    bool kept = false;       ///< what was taken is still held when it returns
    bool passes = false;     ///< the call returns without a violation
    std::size_t common = 0;  ///< steps from the start of the run that are those of the counterexample
    program::Position parts; ///< where the first other step is
    checker::Trace trace;    ///< the whole run, up to the return of the call
};

/// The exits on which the call takes what `entry` is, in the order of the code. Empty where the entry was not taken in
/// a system call, or where other tasks must move before the call can return. O(exits x steps of the call x (cells + expressions)).
std::vector<Exit> exits(const program::Program& program, const checker::replay::Run& run,
                        const checker::replay::Entry& entry);

/// The exit that passes, gives back what was taken and has most in common with the counterexample; -1 if there is none.
std::ptrdiff_t nearest_passing(const std::vector<Exit>& exits);

}  // namespace mmapck::reports
