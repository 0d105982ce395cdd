// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/options.h"

namespace mmapck::cli {

/// The text of a driver to start from. One of its lines may be left out to see a violation, and says so. `name`: an identifier.
std::string new_driver(const std::string& name, Hook hook);

/// A scenario that maps and unmaps its file, in generations that call such a hook.
std::string new_scenario(const std::string& name, Hook hook);

}  // namespace mmapck::cli
