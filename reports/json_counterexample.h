// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "checker/verdict.h"
#include "model/program/program.h"
#include "reports/context.h"

namespace mmapck::reports {

/// A counterexample as report.schema.json describes it: the violation, the faults, what is held, the first screen and every step.
nlohmann::ordered_json counterexample_json(const program::Program& program,
                                           const checker::Counterexample& counterexample, const Context& context);

}  // namespace mmapck::reports
