// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mmapck::reports {

/// What a report says about where a verdict comes from. All fields are shown, none is opened or interpreted.
struct Context {
    std::string scenario;  ///< its name, "resctrl: mutex held from prepare to complete"
    std::string file;      ///< its path as the user named it
    std::string variant;   ///< kernel generation and seal design, "rfc-2025-09+seal-v6"
    std::string replay;    ///< the command that runs the trace again; may be empty
};

}  // namespace mmapck::reports
