// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/result.h"

namespace mmapck::reports {

/// A report for programs, written as the results come. The bytes depend on the results and their order alone.
class Report {
  public:
    Report() = default;
    Report(const Report&) = delete;
    Report& operator=(const Report&) = delete;
    virtual ~Report() = default;

    /// Writes one result, or keeps what is needed of it. Its counterexamples must be confirmed (replay.h).
    virtual void add(const Checked& checked) = 0;

    /// Writes what is left. To be called once, last.
    virtual void finish() = 0;
};

}  // namespace mmapck::reports
