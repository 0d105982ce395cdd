// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "checker/verdict.h"
#include "reports/report.h"

namespace mmapck::reports {

/// A format that shows one counterexample.
struct OneTrace {
    std::string (*text)(const Checked& checked, const checker::Counterexample& counterexample);
    /// The file where there is no counterexample at all.
    std::string empty;
    /// Puts a remark, one sentence, into the text: in a comment, where nobody takes it for a part of the trace.
    void (*remark)(std::string& text, const std::string& sentence);
};

/// A report of the first counterexample that is not expected or, where all are, of the first one. How many others there are is said in a remark.
std::unique_ptr<Report> one_trace_report(std::ostream& out, OneTrace format);

}  // namespace mmapck::reports
