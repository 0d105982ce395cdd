// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// The front end of the html report: the files of reports/viewer, put into the program when it is built (cmake/viewer.cmake).
namespace mmapck::reports::viewer {

extern const std::string_view page;     ///< page.html: what stands in the body
extern const std::string_view style;    ///< its style sheets, one after the other
extern const std::string_view script;   ///< its scripts, as one function
/// Digests of `style` and `script` for the page's content security policy, as in "sha256-...".
extern const std::string_view style_digest, script_digest;

}  // namespace mmapck::reports::viewer
