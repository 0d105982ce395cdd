// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "checker/symbolic/certificate.h"
#include "checker/symbolic/s_expression.h"

namespace mmapck::checker::symbolic {

/// What to_text() wrote. Throws std::invalid_argument, with one sentence, if it is no lemma about this system.
Lemma read_lemma(TransitionSystem& system, std::string_view text);

}  // namespace mmapck::checker::symbolic
