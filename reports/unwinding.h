// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/program/program.h"

namespace mmapck::reports {

/// What the code after a fault gives back before the system call returns: its cleanup.
struct Unwinding {
    program::FaultId fault = program::none;
    std::vector<program::StepId> cleanup;  ///< steps that release, put, uncharge, settle or free something; in order, each once
};

struct Unwindings {
    std::vector<Unwinding> of;   ///< fault points in the order in which the run comes to them, each once
    bool complete = true;        ///< false: the run was longer than is followed
};

/// Runs the tasks one after the other without a fault, setup first, and from each fault point that this run comes to, the
/// same with that one fault until its system call returns. Fault points that only other schedules or two faults reach are not
/// in the answer. Follows at most 20,000 steps. O(steps x (cells + expressions)).
Unwindings unwindings(const program::Program& program);

/// Where a step is for people, "vm_area_free(vma)" or its own text: the call of the outermost function that traces do not show.
std::string cleanup_text(const program::Program& program, program::StepId step);

}  // namespace mmapck::reports
