// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "reports/findings.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

using nlohmann::ordered_json;

const char* severity(Outcome outcome) {
    switch (outcome) {
        case Outcome::unexpected: return "critical";
        case Outcome::vacuous: return "major";
        case Outcome::inconclusive: return "minor";
        case Outcome::expected: return "info";
    }
    return "info";
}

class GitlabReport : public Report {
  public:
    explicit GitlabReport(std::ostream& out) : out_(out) { out_ << "["; }

    void add(const Checked& checked) override {
        for (const Finding& finding : findings(checked)) {
            if (!seen_.insert(finding.fingerprint).second) {
                continue;  // a second one would hide the first
            }
            const ordered_json item{{"type", "issue"},
                                    {"check_name", finding.rule},
                                    {"description", finding.rule + ": " + finding.message},
                                    {"categories", {"Bug Risk"}},
                                    {"fingerprint", finding.fingerprint},
                                    {"severity", severity(finding.outcome)},
                                    {"location", {{"path", finding.file}, {"lines", {{"begin", finding.line}, {"end", finding.line}}}}}};
            out_ << (seen_.size() == 1 ? "\n" : ",\n") << item.dump();
        }
    }

    void finish() override { out_ << "\n]\n"; }

  private:
    std::ostream& out_;
    std::set<std::string> seen_;
};

}  // namespace

std::unique_ptr<Report> gitlab_report(std::ostream& out, const std::string&) { return std::make_unique<GitlabReport>(out); }

}  // namespace mmapck::reports
