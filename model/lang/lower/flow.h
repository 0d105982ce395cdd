// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/program/program.h"

namespace mmapck::lang::lowering {

using program::FrameId;
using program::LocationId;
using program::StepId;
using program::TaskId;

/// The control flow of a program while it is built. Locations that turn out to be the same are merged.
class Flow {
  public:
    explicit Flow(program::Program& program) : program_(program) {}

    LocationId add_location(TaskId task, FrameId frame, bool interruptible);
    StepId add_step(program::Step step);

    /// From now on `from`, which no step leaves, is `into`. False if they are the same already.
    bool merge(LocationId from, LocationId into);
    LocationId find(LocationId location);
    program::Location& at(LocationId location) { return program_.locations[find(location)]; }

    /// Drops what no task can reach and numbers the rest in the order in which it was made.
    void finish();

  private:
    void resolve();
    std::vector<bool> reachable_locations() const;
    void keep_frames_of(const std::vector<bool>& locations);
    void renumber_steps(const std::vector<LocationId>& number);

    program::Program& program_;
    std::vector<LocationId> merged_;   // by LocationId: what it is now, one step nearer
};

}  // namespace mmapck::lang::lowering
