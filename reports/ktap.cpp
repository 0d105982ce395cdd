// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <ostream>
#include <vector>

#include "reports/ascii.h"
#include "reports/findings.h"
#include "reports/text.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

/// '#' in a name makes kernel parsers report a crash; other readers split at blanks.
std::string test_name(const std::string& text) {
    std::string name = text.empty() ? "unnamed" : text;
    for (char& c : name) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-';
        c = plain ? c : '_';
    }
    return name;
}

struct Case {
    std::string name;
    bool ok = true;
    std::string directive;
    std::vector<std::string> diagnostics;
};

struct Suite {
    std::string file;
    std::vector<Case> cases;
};

class KtapReport : public Report {
  public:
    explicit KtapReport(std::ostream& out) : out_(out) {}

    void add(const Checked& checked) override {
        const std::string file = shown_path(checked.context.file);
        if (suites_.empty() || suites_.back().file != file) {
            suites_.push_back({file, {}});
        }
        suites_.back().cases.push_back(case_of(checked));
    }

    /// The plan comes before the results, so nothing can be written earlier.
    void finish() override {
        out_ << "KTAP version 1\n1.." << suites_.size() << "\n";
        for (std::size_t i = 0; i < suites_.size(); ++i) {
            const Suite& suite = suites_[i];
            out_ << "  KTAP version 1\n  1.." << suite.cases.size() << "\n";
            for (std::size_t j = 0; j < suite.cases.size(); ++j) {
                write(suite.cases[j], j + 1);
            }
            const bool ok = std::all_of(suite.cases.begin(), suite.cases.end(), [](const Case& one) { return one.ok; });
            out_ << (ok ? "ok " : "not ok ") << i + 1 << " " << test_name(suite.file) << "\n";
        }
    }

  private:
    static Case case_of(const Checked& checked) {
        Case result;
        result.name = test_name(printable(checked.context.variant));
        for (const Finding& finding : findings(checked)) {
            if (finding.outcome == Outcome::inconclusive) {
                std::string reason = finding.message;
                std::replace(reason.begin(), reason.end(), '#', ' ');
                result.directive = " # SKIP " + reason;
                continue;
            }
            result.ok = false;
            result.diagnostics.push_back(one_line(finding));
            if (finding.counterexample != nullptr) {
                const Story story = tell(*checked.program, *finding.counterexample);
                for (std::string& line : first_screen(*checked.program, *finding.counterexample, checked.context, story)) {
                    result.diagnostics.push_back(std::move(line));
                }
            }
        }
        return result;
    }

    void write(const Case& one, std::size_t number) {
        for (const std::string& line : one.diagnostics) {
            out_ << "  # " << line << "\n";
        }
        out_ << (one.ok ? "  ok " : "  not ok ") << number << " " << one.name << one.directive << "\n";
    }

    std::ostream& out_;
    std::vector<Suite> suites_;
};

}  // namespace

std::unique_ptr<Report> ktap_report(std::ostream& out, const std::string&) { return std::make_unique<KtapReport>(out); }

}  // namespace mmapck::reports
