// SPDX-License-Identifier: Apache-2.0
#include <ostream>
#include <vector>

#include "reports/findings.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

constexpr std::size_t most_of_a_kind = 10;  // of one step; GitHub drops the rest without a word

/// The data of a workflow command; in a property, ':' and ',' are escaped, too.
std::string escaped(const std::string& text, bool property) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '%': result += "%25"; break;
            case '\r': result += "%0D"; break;
            case '\n': result += "%0A"; break;
            case ':': result += property ? "%3A" : ":"; break;
            case ',': result += property ? "%2C" : ","; break;
            default: result += c;
        }
    }
    return result;
}

class GithubReport : public Report {
  public:
    explicit GithubReport(std::ostream& out) : out_(out) {}

    void add(const Checked& checked) override {
        for (const Finding& finding : findings(checked)) {
            const bool error = finding.outcome == Outcome::unexpected;
            (error ? errors_ : warnings_).push_back("title=" + escaped(finding.rule + " in " + result_name(checked.context), true) +
                                                    ",file=" + escaped(finding.file, true) + ",line=" + std::to_string(finding.line) +
                                                    "::" + escaped(finding.message, false));
        }
    }

    void finish() override {
        write("error", errors_);
        write("warning", warnings_);
        const std::size_t held_back = beyond(errors_) + beyond(warnings_);
        if (held_back > 0) {
            out_ << "::notice::" << held_back << " more findings are not shown here\n";
        }
    }

  private:
    static std::size_t beyond(const std::vector<std::string>& all) { return all.size() > most_of_a_kind ? all.size() - most_of_a_kind : 0; }

    void write(const char* command, const std::vector<std::string>& all) {
        for (std::size_t i = 0; i < all.size() && i < most_of_a_kind; ++i) {
            out_ << "::" << command << " " << all[i] << "\n";
        }
    }

    std::ostream& out_;
    std::vector<std::string> errors_, warnings_;
};

}  // namespace

std::unique_ptr<Report> github_report(std::ostream& out, const std::string&) { return std::make_unique<GithubReport>(out); }

}  // namespace mmapck::reports
