// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/tree.h"

namespace mmapck::reports {

/// A line of the call tree before it is decided what is shown.
struct Draft {
    enum class Kind { open, close, line } kind = Kind::line;
    TreeLine line;
    std::size_t call = 0;    ///< open, close: index of the call
    std::string site;        ///< of the fault that the line takes, if it takes one
    bool shown = true;
    bool merged = false;     ///< stands for a whole call
    std::string name;        ///< open: the call without its arguments, "mmap_region()"; of a system call, with them
};

/// One activation of a frame.
struct Call {
    program::FrameId frame = 0;
    std::size_t open = 0;            ///< index of its drafts
    std::size_t close = ~std::size_t{0};
    bool returns = false;            ///< it returned a value
    std::string returned;            ///< that value
    bool failed = false;             ///< the value is an error
};

struct Drafts {
    std::vector<Draft> lines;
    std::vector<Call> calls;
};

/// All that a run did, in the order of time, nothing left out but steps without an effect.
Drafts draft_tree(const program::Program& program, const checker::Counterexample& counterexample);

/// Hides calls without an effect and makes one line of calls with a single one. Of a setup in which the run does not end,
/// it leaves one line for each system call.
void simplify(const program::Program& program, program::TaskId last_task, Drafts& drafts);

}  // namespace mmapck::reports
