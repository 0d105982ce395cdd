// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "reports/findings.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

class StatesReport : public Report {
  public:
    explicit StatesReport(std::ostream& out) : out_(out) {}

    void add(const Checked& checked) override {
        out_ << result_name(checked.context) << " " << name(checked.verdict.status) << " " << checked.verdict.statistics.states << "\n";
    }

    void finish() override {}

  private:
    std::ostream& out_;
};

}  // namespace

std::unique_ptr<Report> states_report(std::ostream& out, const std::string&) { return std::make_unique<StatesReport>(out); }

}  // namespace mmapck::reports
