// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <ostream>
#include <vector>

#include "reports/ascii.h"
#include "reports/findings.h"
#include "reports/summary.h"
#include "reports/text.h"
#include "reports/tree.h"
#include "reports/writers.h"
#include "reports/xml.h"

namespace mmapck::reports {

namespace {

/// No request leaves the page, whatever stands in it.
constexpr const char* head =
    R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>mmapck</title>
<style>
:root { color-scheme: light dark; --line: #8886; --bad: #c22; --good: #286; --odd: #a60; }
body { font: 15px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 78em; padding: 0 1em; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid var(--line); padding: .15em .6em; text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; background: Canvas; }
.unexpected, .fault, .end { color: var(--bad); font-weight: bold; }
.expected { color: var(--good); }
.vacuous, .inconclusive { color: var(--odd); }
.run td { border: 0; padding: 0 .6em; white-space: pre; font: 13px/1.35 ui-monospace, monospace; }
.run td:nth-child(4) { white-space: pre-wrap; }
.run tr:target, .run tr:hover { background: #fd04; }
.run a { color: inherit; opacity: .6; text-decoration: none; }
pre { font: 13px/1.35 ui-monospace, monospace; overflow-x: auto; }
summary { cursor: pointer; font-weight: bold; margin: .6em 0; }
@media print { details > * { display: block; } thead th { position: static; } }
</style>
</head>
<body>
<h1>mmapck</h1>
)";

struct Cell {
    Outcome outcome = Outcome::expected;
    std::string text;      // "holds", or what is violated
    std::string anchor;    // of its first counterexample; empty: it has none
    std::vector<std::string> remarks;
};

class HtmlReport : public Report {
  public:
    explicit HtmlReport(std::ostream& out) : out_(out) {}

    void add(const Checked& checked) override {
        const Outcome outcome = judge(checked.verdict, checked.expectation);
        totals_.count(outcome);
        Cell cell;
        cell.outcome = outcome;
        cell.text = checked.verdict.status == checker::Status::inconclusive ? "not decided" : "holds";
        for (const checker::Counterexample& counterexample : checked.verdict.counterexamples) {
            const std::string anchor = "r" + std::to_string(++counterexamples_);
            cell.text = cell.anchor.empty() ? printable(counterexample.violation.kind) : cell.text + ", " + printable(counterexample.violation.kind);
            cell.anchor = cell.anchor.empty() ? anchor : cell.anchor;
            stories_ += section(checked, counterexample, anchor, outcome);
        }
        for (const Finding& finding : findings(checked)) {
            if (finding.counterexample == nullptr) {
                cell.remarks.push_back(finding.rule + ": " + finding.message);
            }
        }
        enter(shown_path(checked.context.file), printable(checked.context.variant), std::move(cell));
    }

    void finish() override {
        out_ << head << "<p>" << xml(summary(totals_)) << "</p>\n<table>\n<thead><tr><th>scenario</th>";
        for (const std::string& variant : variants_) {
            out_ << "<th>" << xml(variant) << "</th>";
        }
        out_ << "</tr></thead>\n<tbody>\n";
        for (const auto& [file, cells] : rows_) {
            out_ << "<tr><th>" << xml(file) << "</th>";
            for (const std::string& variant : variants_) {
                const auto cell = cells.find(variant);
                out_ << (cell == cells.end() ? "<td></td>" : cell_text(cell->second));
            }
            out_ << "</tr>\n";
        }
        out_ << "</tbody>\n</table>\n" << stories_ << "</body>\n</html>\n";
    }

  private:
    static std::string cell_text(const Cell& cell) {
        std::string text = "<td class=\"" + std::string(name(cell.outcome)) + "\">";
        text += cell.anchor.empty() ? xml(cell.text) : "<a href=\"#" + cell.anchor + "\">" + xml(cell.text) + "</a>";
        text += cell.outcome == Outcome::expected ? "" : " (" + std::string(name(cell.outcome)) + ")";
        for (const std::string& remark : cell.remarks) {
            text += "<br/>" + xml(remark);
        }
        return text + "</td>";
    }

    void enter(const std::string& file, const std::string& variant, Cell cell) {
        if (std::find(variants_.begin(), variants_.end(), variant) == variants_.end()) {
            variants_.push_back(variant);
        }
        if (rows_.empty() || rows_.back().first != file) {
            rows_.push_back({file, {}});
        }
        rows_.back().second[variant] = std::move(cell);
    }

    /// Folded away if it was expected; a browser unfolds it for a link into it.
    static std::string section(const Checked& checked, const checker::Counterexample& counterexample, const std::string& anchor, Outcome outcome) {
        const program::Program& program = *checked.program;
        std::string text = "<details id=\"" + anchor + "\"" + (outcome == Outcome::unexpected ? " open=\"open\"" : "") + ">\n<summary>" +
                           xml(result_name(checked.context) + ": " + printable(counterexample.violation.kind)) + "</summary>\n<pre>";
        const Story story = tell(program, counterexample);
        for (const std::string& line : first_screen(program, counterexample, checked.context, story)) {
            text += xml(line) + "\n";
        }
        text += "</pre>\n<table class=\"run\">\n";
        std::size_t number = 0;
        for (const TreeLine& line : told_tree(program, counterexample, story)) {
            const std::string id = anchor + "-" + std::to_string(++number);
            text += "<tr id=\"" + id + "\"><td><a href=\"#" + id + "\">" + std::to_string(number) + "</a></td><td>" +
                    xml(printable(program.tasks[line.task].name)) + "</td><td>" + std::string(2 * line.depth, ' ') + xml(line.text) + "</td><td>" +
                    notes_text(line.notes) + "</td></tr>\n";
        }
        return text + "</table>\n</details>\n";
    }

    static std::string notes_text(const std::vector<std::string>& notes) {
        std::string text;
        for (const std::string& note : notes) {
            const char* kind = note.rfind("! ", 0) == 0 ? "fault" : note.rfind("* ", 0) == 0 ? "end" : "";
            text += text.empty() ? "" : "\n";
            text += *kind == '\0' ? xml(note) : "<span class=\"" + std::string(kind) + "\">" + xml(note) + "</span>";
        }
        return text;
    }

    std::ostream& out_;
    Totals totals_;
    std::uint64_t counterexamples_ = 0;
    std::vector<std::string> variants_;
    std::vector<std::pair<std::string, std::map<std::string, Cell>>> rows_;
    std::string stories_;
};

}  // namespace

std::unique_ptr<Report> html_report(std::ostream& out, const std::string&) { return std::make_unique<HtmlReport>(out); }

}  // namespace mmapck::reports
