// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

namespace mmapck::checker::explicit_ {

/// A file cannot be written or read, or does not hold what was written. One sentence that names the file and the reason.
struct DiskError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace mmapck::checker::explicit_
