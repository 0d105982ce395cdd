// SPDX-License-Identifier: Apache-2.0
#include "reports/one_trace.h"

#include <ostream>

#include "reports/ascii.h"

namespace mmapck::reports {

namespace {

class OneTraceReport : public Report {
  public:
    OneTraceReport(std::ostream& out, OneTrace format) : out_(out), format_(std::move(format)) {}

    void add(const Checked& checked) override {
        const bool unexpected = judge(checked.verdict, checked.expectation) == Outcome::unexpected;
        for (const checker::Counterexample& counterexample : checked.verdict.counterexamples) {
            if (found_++ == 0 || (unexpected && !unexpected_)) {
                text_ = format_.text(checked, counterexample);
                unexpected_ = unexpected;
            }
        }
    }

    void finish() override {
        if (found_ == 0) {
            text_ = format_.empty;
        } else if (found_ > 1) {
            format_.remark(text_, counted(found_ - 1, "other counterexample") + " of this run not shown");
        }
        out_ << text_;
    }

  private:
    std::ostream& out_;
    OneTrace format_;
    std::string text_;
    std::uint64_t found_ = 0;
    bool unexpected_ = false;
};

}  // namespace

std::unique_ptr<Report> one_trace_report(std::ostream& out, OneTrace format) {
    return std::make_unique<OneTraceReport>(out, std::move(format));
}

}  // namespace mmapck::reports
