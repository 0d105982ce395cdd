// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mmapck::reports {

/// Printable ASCII as text or as the value of an attribute in XML and HTML.
std::string xml(const std::string& text);

}  // namespace mmapck::reports
