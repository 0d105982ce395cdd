// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/verdict.h"
#include "model/program/program.h"
#include "reports/result.h"

namespace mmapck::reports::tests {

/// A model of reports/tests/models and what the explicit engine says about it.
struct Subject {
    program::Program program;
    checker::Verdict verdict;
    lang::Source source;
};

/// Compiles and checks a model. Throws std::runtime_error with the diagnostics if it does not compile.
Subject check_model(const std::string& name, std::uint32_t faults, bool lock_order = true);

/// The report of a run in one of the formats (formats.h).
std::string written(const std::string& format, const std::vector<Checked>& run);

}  // namespace mmapck::reports::tests
