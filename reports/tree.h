// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "checker/replay/replay.h"

namespace mmapck::reports {

/// One line of the call tree of a run, in the style of ftrace's function_graph. All texts are printable ASCII.
struct TreeLine {
    program::TaskId task = 0;
    std::size_t depth = 0;           ///< of calls, 0: the task's own body
    std::string text;                ///< "mmap_region() {", "mutex_lock(&m);", "} /* mmap_region = -ENOMEM */"
    std::vector<std::string> notes;  ///< what the line changed, or "! FAULT -> -ENOMEM"
    std::size_t step = 0;            ///< index in the trace of its first step; never less than that of the line before
    bool matters = true;             ///< false: it cannot have led to the violation (causal_past.h)
};

/// What a run did, in the order of time. Only what changed something is shown, and the calls around it; hooks,
/// system calls and functions that return an error always are. Primitives are one line each, however many steps they
/// take; of the setup only its system calls are shown, one line each, unless the run ends there. The step that `violation` did not finish is the last line.
std::vector<TreeLine> call_tree(const program::Program& program, const checker::Counterexample& counterexample);

/// The lines as text of at most 80 columns, each with its task's lane: '|', or ':' where it does not matter.
std::vector<std::string> tree_text(const program::Program& program, const std::vector<TreeLine>& tree);

}  // namespace mmapck::reports
