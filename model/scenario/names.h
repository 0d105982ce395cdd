// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/scenario/reader.h"

namespace mmapck::scenario {

/// Reports a kernel, a seal design and bounds that the model does not have: what must be right before the text can be compiled.
void check_names_of_model(Findings& findings, const Scenario& scenario, const Variant& variant, const Catalogue& catalogue);

/// Reports invariants, fault sites and expected violations that the program does not have. A fault site that another kernel has is no error.
void check_names_of_program(Findings& findings, const Scenario& scenario, const Variant& variant, const program::Program& program,
                            const std::string& model_directory);

}  // namespace mmapck::scenario
