// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/symbolic/input_classes.h"
#include "model/scenario/scenario.h"
#include "reports/result.h"

namespace mmapck::cli {

/// The classes, and what comes of each when `program` begins with it.
reports::Inputs tell_classes(const scenario::Scenario& scenario, const checker::symbolic::InputClasses& classes, const program::Program& program);

}  // namespace mmapck::cli
