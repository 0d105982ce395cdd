// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include "reports/coverage.h"
#include "reports/report.h"

namespace mmapck::reports {

inline constexpr std::int64_t report_version = 1;

/// A JSON report of a whole run, written as the results come: reports/schema/report.schema.json describes it. The
/// bytes depend on the results and their order alone: no times, no host. Text that is not UTF-8 is replaced by U+FFFD.
class JsonReport : public Report {
  public:
    /// Writes the head. `out` must outlive the report; whoever owns it checks whether writing worked.
    JsonReport(std::ostream& out, const std::string& tool_version);

    /// Writes one result. Its counterexamples must be confirmed (replay.h).
    void add(const Checked& checked) override;

    /// Writes the totals and the end. To be called once, last.
    void finish() override;

  private:
    std::ostream& out_;
    Totals totals_;
    Coverage coverage_;
};

}  // namespace mmapck::reports
