// SPDX-License-Identifier: Apache-2.0
#include <ostream>
#include <vector>

#include "reports/findings.h"
#include "reports/summary.h"
#include "reports/text.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

constexpr std::size_t most_bytes = 900'000;  // GitHub drops a step summary of more than 1 MiB as a whole

/// Text in a cell of a table: nothing in it is markup.
std::string cell(const std::string& text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            default:
                result += std::string_view("\\`*_[]|#~").find(c) != std::string_view::npos ? std::string("\\") + c : std::string(1, c);
        }
    }
    return result;
}

class MarkdownReport : public Report {
  public:
    explicit MarkdownReport(std::ostream& out) : out_(out) {}

    void add(const Checked& checked) override {
        totals_.count(judge(checked.verdict, checked.expectation));
        for (const Finding& finding : findings(checked)) {
            rows_.push_back("| " + cell(result_name(checked.context)) + " | " + cell(finding.rule) + " | " + cell(finding.message) + " | " +
                            cell(finding.file + ":" + std::to_string(finding.line)) + " |\n");
            if (finding.counterexample != nullptr) {
                stories_.push_back(story_of(checked, finding));
            }
        }
    }

    void finish() override {
        out_ << "## mmapck: " << (totals_.unexpected + totals_.vacuous > 0 ? "not as expected" : "as expected") << "\n\n" << summary(totals_);
        std::size_t bytes = 0;
        if (!rows_.empty()) {
            out_ << "\n| result | what | message | where |\n|---|---|---|---|\n";
        }
        const std::size_t rows = write(rows_, bytes);
        out_ << (stories_.empty() ? "" : "\n");
        const std::size_t stories = write(stories_, bytes);
        if (rows + stories < rows_.size() + stories_.size()) {
            out_ << "\nLeft out to stay below " << most_bytes << " bytes: " << rows_.size() - rows << " rows and "
                 << stories_.size() - stories << " traces.\n";
        }
    }

  private:
    /// An indented block: nothing in it can end it.
    static std::string story_of(const Checked& checked, const Finding& finding) {
        const Story story = tell(*checked.program, *finding.counterexample);
        std::string text = "### " + cell(finding.rule + " in " + result_name(checked.context)) + "\n\n";
        for (const std::string& line : first_screen(*checked.program, *finding.counterexample, checked.context, story)) {
            text += line.empty() ? "\n" : "    " + line + "\n";
        }
        return text + "\n";
    }

    /// Writes sections as long as they fit; returns how many.
    std::size_t write(const std::vector<std::string>& sections, std::size_t& bytes) {
        for (std::size_t i = 0; i < sections.size(); ++i) {
            if (bytes + sections[i].size() > most_bytes) {
                return i;
            }
            bytes += sections[i].size();
            out_ << sections[i];
        }
        return sections.size();
    }

    std::ostream& out_;
    Totals totals_;
    std::vector<std::string> rows_, stories_;
};

}  // namespace

std::unique_ptr<Report> markdown_report(std::ostream& out, const std::string&) { return std::make_unique<MarkdownReport>(out); }

}  // namespace mmapck::reports
