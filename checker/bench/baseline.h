// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "model/program/program.h"

namespace mmapck::checker::bench {

/// Sizes of the baseline model.
struct BaselineSize {
    std::uint32_t tasks = 2;           ///< T, 1..4
    std::uint32_t address_spaces = 1;  ///< NMM: task i uses i % NMM
    std::uint32_t extents = 2;         ///< E, 2..4
    std::uint32_t blocks = 3;          ///< B, 2..5
    std::uint32_t failures = 1;        ///< F, 0..3: a variable of the model, not faults of the program
    std::uint32_t calls = 2;           ///< L, 1..3, per task
};

/// A small mmap path over a block allocator with a mapping driver: tasks map, unmap, fault, truncate, punch and reflink under four
/// locks, with failures. The same model exists in Promela and Murphi; without reductions all three have the same states, so it measures
/// engines against SPIN and Rumur. Every step is a move, as each is a d_step there.
program::Program baseline(const BaselineSize& size);

}  // namespace mmapck::checker::bench
