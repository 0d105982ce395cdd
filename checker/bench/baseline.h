// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/program/program.h"

namespace mmapck::checker::bench {

/// Sizes of the baseline model.
struct BaselineSize {
    std::uint32_t tasks = 2;           ///< T, 1..4
    std::uint32_t address_spaces = 1;  ///< NMM, 1..4: task i uses i % NMM
    std::uint32_t extents = 2;         ///< E, 2..4
    std::uint32_t blocks = 3;          ///< B, 2..5
    std::uint32_t failures = 1;        ///< F, 0..3: a variable of the model, not faults of the program
    std::uint32_t calls = 2;           ///< L, 1..3, per task
};

/// "T,NMM,E,B,F,L" or one of the names S5, S6, S7, S8 (about 10^5, 10^6, 10^7 and 10^8 states); nothing for any other text.
std::optional<BaselineSize> parse_size(const std::string& text);

/// baseline/mmap.c, compiled and optimised. The same model stands beside it in Promela and Murphi; its states are theirs without
/// reductions, because nothing in it is local to a task for the passes to fuse or to reset. So it measures engines against SPIN and Rumur.
/// Throws std::runtime_error if the file is missing or wrong.
program::Program baseline(const BaselineSize& size);

}  // namespace mmapck::checker::bench
