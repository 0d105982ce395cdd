// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/tests/new_driver.h"

namespace mmapck::cli::tests {

/// Writes a scenario of that driver which nobody waits for to be checked: six tasks, each with a dozen system calls. What is to happen during a search
/// happens during this one on every machine.
void write_endless(const NewDriver& driver, const std::string& file);

}  // namespace mmapck::cli::tests
