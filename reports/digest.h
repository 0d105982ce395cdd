// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mmapck::reports {

/// 32 hexadecimal digits of XXH3-128: texts that differ by accident differ in it.
std::string digest(std::string_view text);

}  // namespace mmapck::reports
