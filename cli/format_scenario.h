// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mmapck::cli {

/// The text of a scenario as `mmapck fmt` writes it: keys in the order of the reference (model/scenario/keys.h), two blanks for each level, and on one line what
/// fits in 120 columns; but several files, processes, tasks or statements one below the other. Comments stay with the value that follows them, or that stands before them on their line. The text must be one that scenario::load_text accepts.
/// Formatting twice changes nothing.
std::string format_scenario(const std::string& text);

}  // namespace mmapck::cli
