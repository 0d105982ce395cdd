// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::reports::tests {

/// A model of reports/tests/models and what the explicit engine says about it.
struct Subject {
    program::Program program;
    checker::Verdict verdict;
};

/// Compiles and checks a model. Throws std::runtime_error with the diagnostics if it does not compile.
Subject check_model(const std::string& name, std::uint32_t faults, bool lock_order = true);

}  // namespace mmapck::reports::tests
