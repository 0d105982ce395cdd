// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/program/program.h"

namespace mmapck::checker::replay {

/// A frame and all it was called from, the task's root first. O(depth).
std::vector<program::FrameId> chain(const program::Program& program, program::FrameId frame);

/// Whether traces show a frame as a line of its own at most: a primitive, or one marked __notrace.
bool is_folded(const program::Frame& frame);

/// A position in a function that traces show.
struct Place {
    program::FrameId frame = program::none;
    program::Position where;
};

/// Where a step is for people: a step inside folded frames is at the call of the outermost one. O(depth).
Place place(const program::Program& program, const program::Step& step);

}  // namespace mmapck::checker::replay
