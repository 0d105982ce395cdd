// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mmapck::cli {

/// Under mpirun a rank is two processes: one that works, and its parent, which only waits. If the one that works is killed, as by the kernel for
/// want of memory, the parent says so and ends with an exit code of this program, at which mpirun ends all other ranks. Returns in the one that
/// works; in the parent it does not return. To be called before there are threads.
void watch(unsigned rank);

}  // namespace mmapck::cli
