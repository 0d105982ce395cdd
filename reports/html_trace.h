// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "reports/html_texts.h"
#include "reports/result.h"
#include "reports/story.h"

namespace mmapck::reports {

/// A counterexample as the viewer reads it (reports/viewer/data.js): what it says in parts, its run and, where one is
/// found, the nearest run that passes. Positions are [file, line], the file a text by number; steps count from 1.
nlohmann::ordered_json trace_json(const Checked& checked, const checker::Counterexample& counterexample, const Story& story, Texts& texts);

}  // namespace mmapck::reports
