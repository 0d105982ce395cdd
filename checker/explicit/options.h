// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace mmapck::checker::explicit_ {

/// When native code takes over from the interpreter.
enum class Native : std::uint8_t {
    never,
    when_it_pays,  ///< compiled in the background, once there are many states for each step of the program
    at_once,       ///< at the first boundary between levels, and waits for it: for tests
};

/// What a search keeps on disk.
struct Disk {
    std::string checkpoints;   ///< a folder of its own; made when there is a checkpoint to write. Empty: none
    std::uint64_t every = std::uint64_t{1} << 23;  ///< states expanded between two checkpoints, rounded up to 32
    bool resume = false;       ///< goes on from the last checkpoint, if there is one
    std::string made_by;       ///< what else a checkpoint depends on: the build of this program
    std::string spill;         ///< a folder for waiting states when memory is scarce; with checkpoints they go there. Empty: none
    std::function<void(const std::string&)> failed;    ///< told, in a sentence, what could not be written or read back
    std::function<void(const std::string&)> remarked;  ///< told, in a sentence, what was damaged and makes no difference
    std::function<void()> before_change;               ///< called before each change on the disk: for tests
};

/// How the search does its work. Nothing here may change a verdict, its traces or its counts of states and moves; tests hold
/// the engine to that. Only, for share_bits, collapse and trees, state_bits and memory depend on them.
struct Options {
    std::uint64_t hash_seed = 0;  ///< any value
    bool share_bits = true;       ///< a task's own cells take bits only where they are live
    bool collapse = true;         ///< states longer than a cache line are stored as lists of numbers of their blocks
    bool trees = false;           ///< all states are stored as trees instead (tree_set.h): less memory, more time, one thread
    std::uint32_t threads = 1;    ///< that expand states together, at least 1
    std::uint64_t threads_from = std::uint64_t{1} << 17;  ///< they are started when so many states are found; smaller searches are over before
    bool skip_unwritten = true;   ///< an invariant is not evaluated again while no cell that it reads was written
    Native native = Native::when_it_pays;

    /// Moves that commute with all that other tasks can do are taken alone (stubborn.h). Verdict, traces and what was tested stay as they are; there
    /// are fewer states and moves.
    bool stubborn_sets = false;
    /// With stubborn sets: a state from which one move is left is passed through, and not stored (only_move.h).
    bool pass_chains = true;
    /// Of states that exchanges of tasks which do the same make of each other, one is stored (task_symmetry.h). Without effect where the order of
    /// locks is looked at, since that is not known of the others.
    bool symmetry = false;
    /// Holds footprints against what moves do (footprint_check.h). Slow.
    bool check_footprints = false;

    Disk disk;
};

}  // namespace mmapck::checker::explicit_
