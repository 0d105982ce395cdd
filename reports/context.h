// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mmapck::reports {

/// What a report says about where a verdict comes from. All fields but the last are shown, none of them is opened or interpreted.
struct Context {
    std::string scenario;  ///< its name, "resctrl: mutex held from prepare to complete"
    std::string file;      ///< its path as the user named it
    std::string variant;   ///< kernel generation and seal design, "rfc-2025-09+seal-v6"
    std::string replay;    ///< the command that runs the trace again; may be empty
    /// Where files of the model are looked for that are not there as they are named; may be empty.
    std::string model_directory{};
};

}  // namespace mmapck::reports
