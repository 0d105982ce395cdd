// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "cli/subject.h"

namespace mmapck::cli {

/// Files that differ from a revision.
struct ChangedFiles {
    std::set<std::string> paths;   ///< absolute, without links; those that git ignores apart
    std::string error;             ///< not empty: git could not say
};

/// Asks git about the working tree around `folder`.
ChangedFiles changed_since(const std::string& revision, const std::string& folder);

/// Whether the scenario, a driver, something that one includes, or the model of the kernel is among the files.
bool is_affected(const scenario::Scenario& scenario, const scenario::Settings& settings, const ChangedFiles& changed);

}  // namespace mmapck::cli
