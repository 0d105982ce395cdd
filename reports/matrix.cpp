// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "reports/ascii.h"
#include "reports/result.h"
#include "reports/story.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

std::string cell(const checker::Verdict& verdict) {
    if (verdict.status != checker::Status::violated) {
        return name(verdict.status);
    }
    std::string text;
    for (const checker::Counterexample& counterexample : verdict.counterexamples) {
        text += (text.empty() ? "**" : ", **") + printable(counterexample.violation.kind) + "**";
    }
    return text;
}

/// The results of a scenario, in the order of its variants.
struct Row {
    std::string file;
    std::vector<std::pair<std::string, std::string>> cells;  ///< variant and what was found
};

/// All variants in an order that keeps neighbours of a scenario together: a new one stands behind the variant that comes before it
/// in its scenario, or before the first known one that follows.
std::vector<std::string> columns_of(const std::vector<Row>& rows) {
    std::vector<std::string> columns;
    const auto place = [&](const std::string& variant) { return std::find(columns.begin(), columns.end(), variant); };
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const std::string& variant = row.cells[i].first;
            if (place(variant) != columns.end()) {
                continue;
            }
            auto before = columns.end();
            if (i > 0) {
                before = place(row.cells[i - 1].first) + 1;
            }
            for (std::size_t later = i + 1; i == 0 && later < row.cells.size() && before == columns.end(); ++later) {
                before = place(row.cells[later].first);
            }
            columns.insert(before, variant);
        }
    }
    return columns;
}

class MatrixReport : public Report {
  public:
    explicit MatrixReport(std::ostream& out) : out_(out) {}

    void add(const Checked& checked) override {
        if (rows_.empty() || rows_.back().file != checked.context.file) {
            rows_.push_back({checked.context.file, {}});
        }
        rows_.back().cells.emplace_back(checked.context.variant, cell(checked.verdict));
        for (const checker::Counterexample& found : checked.verdict.counterexamples) {
            traces_.push_back("- `" + printable(checked.context.file) + "` " + printable(checked.context.variant) + ": " +
                              one_line(*checked.program, found, tell(*checked.program, found)) + "\n");
        }
    }

    void finish() override {
        const std::vector<std::string> columns = columns_of(rows_);
        out_ << "| scenario |";
        for (const std::string& column : columns) {
            out_ << " " << printable(column) << " |";
        }
        out_ << "\n| --- |";
        for (std::size_t i = 0; i < columns.size(); ++i) {
            out_ << " --- |";
        }
        out_ << "\n";
        for (const Row& row : rows_) {
            write(row, columns);
        }
        out_ << (traces_.empty() ? "" : "\n");
        for (const std::string& trace : traces_) {
            out_ << trace;
        }
    }

  private:
    void write(const Row& row, const std::vector<std::string>& columns) {
        out_ << "| `" << printable(row.file) << "` |";
        for (const std::string& column : columns) {
            const auto found = std::find_if(row.cells.begin(), row.cells.end(), [&](const auto& each) { return each.first == column; });
            out_ << " " << (found == row.cells.end() ? "" : found->second + " ") << "|";
        }
        out_ << "\n";
    }

    std::ostream& out_;
    std::vector<Row> rows_;
    std::vector<std::string> traces_;
};

}  // namespace

std::unique_ptr<Report> matrix_report(std::ostream& out, const std::string&) { return std::make_unique<MatrixReport>(out); }

}  // namespace mmapck::reports
