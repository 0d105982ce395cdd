// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/verdict.h"
#include "model/program/program.h"
#include "reports/context.h"
#include "reports/story.h"
#include "reports/tree.h"

namespace mmapck::reports {

/// What matters of a counterexample: what is violated, by which faults, what is held, and how to run it again. At most 25
/// lines of at most 80 printable ASCII characters.
std::vector<std::string> first_screen(const program::Program& program, const checker::Counterexample& counterexample,
                                      const Context& context, const Story& story);

/// The call tree, and what is wrong at its end: what is still held, or where each task waits.
std::vector<TreeLine> told_tree(const program::Program& program, const checker::Counterexample& counterexample, const Story& story);

/// The whole counterexample for people: the first screen, with one line for editors (cut to 80
/// characters) at its end, and the call tree. Printable ASCII, at most 80 columns, lines end in '\n'. The counterexample must be
/// confirmed (replay.h).
std::string to_text(const program::Program& program, const checker::Counterexample& counterexample,
                    const Context& context);

}  // namespace mmapck::reports
