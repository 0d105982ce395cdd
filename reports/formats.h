// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "reports/report.h"

namespace mmapck::reports {

/// A format of reports and who reads it.
struct Format {
    std::string_view name;     ///< as in --report NAME=FILE
    std::string_view reader;   ///< "Jenkins and GitLab test reports"
    /// Opens a report; `out` must outlive it.
    std::unique_ptr<Report> (*open)(std::ostream& out, const std::string& tool_version);
    bool tells_of_source = false;   ///< also of what is in no program: Checked::source is needed
};

/// All formats, in the order in which they are listed.
const std::vector<Format>& formats();

/// The format of that name; nullptr if there is none.
const Format* find_format(std::string_view name);

}  // namespace mmapck::reports
