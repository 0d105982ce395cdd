// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace mmapck::reports::tests {

/// What a program that reads a format says to a file with this content: its exit code. `command` has %s where the file's name
/// goes. Nothing if the program is not installed: that is said, and an error where MMAPCK_REQUIRE_CONSUMERS is set, as in CI.
std::optional<int> consume(const std::string& program, const std::string& command, const std::string& content);

}  // namespace mmapck::reports::tests
