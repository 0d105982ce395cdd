// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/check.h"

namespace mmapck::cli {

/// What came of a check as bytes, for another process of the same program. The program that was searched goes with it only if `with_program`.
std::string to_wire(const CheckedSubject& result, bool with_program);

/// The same again, but for its `subject`. A program that did not come with it is an empty one.
CheckedSubject from_wire(const std::string& bytes);

}  // namespace mmapck::cli
