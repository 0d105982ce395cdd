// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/scenario/tests/command.h"

namespace mmapck::cli::tests {

using Result = Ended;

/// Lines of sh that are to run in a folder, with the mmapck that was built on the PATH, and nothing set in the environment that it reads.
std::string prepared(const std::string& folder, const std::string& lines);

/// Runs such lines.
Result shell(const std::string& folder, const std::string& lines);

/// The content of a file; empty where there is none.
std::string content(const std::string& path);

/// A message of several lines as one line, as it was before it was folded for 80 columns.
std::string unfolded(std::string message);

/// Copies what is below a folder of the source tree, as in "model/kernel".
void copy_from_source(const std::string& name, const std::string& to);

/// Takes the only line that contains `text` out of a file. Throws std::runtime_error unless there is exactly one.
void drop_line(const std::string& file, const std::string& text);

}  // namespace mmapck::cli::tests
