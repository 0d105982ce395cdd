// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "checker/replay/interpreter.h"

namespace mmapck::reports {

/// What a move does first that has a text, and how it differs from other ways: its choices, its faults, its violation.
struct MoveText {
    std::string text;           ///< "A  relay_file_mmap() mutex_lock(&m) ! vm_area_alloc() fails"
    program::Position where;
};
MoveText move_text(const program::Program& program, const checker::replay::Move& move);

}  // namespace mmapck::reports
