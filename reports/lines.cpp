// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "reports/findings.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

class LinesReport : public Report {
  public:
    explicit LinesReport(std::ostream& out) : out_(out) {}

    void add(const Checked& checked) override {
        for (const Finding& finding : findings(checked)) {
            out_ << one_line(finding) << "\n";
        }
    }

    void finish() override {}

  private:
    std::ostream& out_;
};

}  // namespace

std::unique_ptr<Report> lines_report(std::ostream& out, const std::string&) { return std::make_unique<LinesReport>(out); }

}  // namespace mmapck::reports
