// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

namespace mmapck::cli::tests {

/// A folder with the driver and the scenario of `mmapck new d`, in which lines of sh run.
struct NewDriver {
    /// Throws std::runtime_error if they cannot be made.
    NewDriver();
    Result run(const std::string& lines) const { return shell(folder.path("."), lines); }
    /// Puts one text in place of another in the scenario. Throws std::runtime_error where it is not there.
    void change(const std::string& from, const std::string& to) const;

    TemporaryFolder folder;
};

}  // namespace mmapck::cli::tests
