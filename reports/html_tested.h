// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "reports/coverage.h"

namespace mmapck::reports {

/// What a run tested, as the viewer reads it: {"uncalled": fault points that no program has, [[site, class, result, function, file, line, why], ...], "hooks": [[name, verdict, results that executed it, results], ...], "invariants": the same,
/// "files": [[name, lines reached, lines, branches reached, branches, [line, results that reach it, line, ...]], ...]}.
nlohmann::ordered_json tested_json(const Coverage& coverage);

}  // namespace mmapck::reports
