// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/program/program.h"

namespace mmapck::checker::symbolic::tests {

/// A program of model C, any number of faults in a run.
program::Program compile(const std::string& path, const std::string& text);

/// balance.c: a task that maps and unmaps for ever, any number of faults, counters of 64 bits.
program::Program balance(const std::string& define = "");

}  // namespace mmapck::checker::symbolic::tests
