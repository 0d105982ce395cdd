// SPDX-License-Identifier: Apache-2.0
#include <ostream>
#include <vector>

#include "reports/ascii.h"
#include "reports/findings.h"
#include "reports/text.h"
#include "reports/writers.h"
#include "reports/xml.h"

namespace mmapck::reports {

namespace {

struct Suite {
    std::string name;
    std::string cases;
    std::size_t tests = 0, failures = 0, skipped = 0;
};

class JunitReport : public Report {
  public:
    explicit JunitReport(std::ostream& out) : out_(out) {
        out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
    }

    void add(const Checked& checked) override {
        const std::string name = shown_path(checked.context.file);
        if (suite_.tests > 0 && suite_.name != name) {
            write_suite();
        }
        suite_.name = name;
        ++suite_.tests;
        const std::string variant = printable(checked.context.variant);
        suite_.cases += "    <testcase classname=\"" + xml(name) + "\" name=\"" + xml(variant.empty() ? name : variant) + "\"";
        const std::string body = body_of(checked);
        suite_.cases += body.empty() ? "/>\n" : ">\n" + body + "    </testcase>\n";
    }

    void finish() override {
        if (suite_.tests > 0) {
            write_suite();
        }
        out_ << "</testsuites>\n";
    }

  private:
    /// The dialects allow one failure in a case, so all findings share it.
    std::string body_of(const Checked& checked) {
        const std::vector<Finding> all = findings(checked);
        if (all.empty()) {
            return "";
        }
        if (all.front().outcome == Outcome::inconclusive) {
            ++suite_.skipped;
            return "      <skipped message=\"" + xml(all.front().message) + "\"/>\n";
        }
        ++suite_.failures;
        std::string text;
        for (const Finding& finding : all) {
            text += one_line(finding) + "\n";
            if (finding.counterexample != nullptr) {
                text += "\n" + to_text(*checked.program, *finding.counterexample, checked.context) + "\n";
            }
        }
        return "      <failure type=\"" + xml(all.front().rule) + "\" message=\"" + xml(all.front().message) + "\">" + xml(text) +
               "</failure>\n";
    }

    void write_suite() {
        out_ << "  <testsuite name=\"" << xml(suite_.name) << "\" tests=\"" << suite_.tests << "\" failures=\"" << suite_.failures
             << "\" errors=\"0\" skipped=\"" << suite_.skipped << "\">\n"
             << suite_.cases << "  </testsuite>\n";
        suite_ = {};
    }

    std::ostream& out_;
    Suite suite_;
};

}  // namespace

std::unique_ptr<Report> junit_report(std::ostream& out, const std::string&) { return std::make_unique<JunitReport>(out); }

}  // namespace mmapck::reports
