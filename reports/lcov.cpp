// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "reports/line_coverage.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

using Line = LineCoverage::Line;
using Branch = LineCoverage::Branch;

class LcovReport : public Report {
  public:
    explicit LcovReport(std::ostream& out) : out_(out) {}

    void add(const Checked& checked) override { coverage_.add(checked); }

    void finish() override {
        for (auto line = coverage_.lines.cbegin(); line != coverage_.lines.cend();) {
            line = write_file_of(line);
        }
    }

  private:
    std::map<Line, std::uint64_t>::const_iterator write_file_of(std::map<Line, std::uint64_t>::const_iterator line) {
        const std::string file = line->first.first;
        out_ << "TN:mmapck\nSF:" << file << "\n";
        std::uint64_t found = 0, hit = 0;
        const auto& branches = coverage_.branches;
        for (auto branch = branches.lower_bound(Branch{file, 0, 0, 0}); branch != branches.end() && std::get<0>(branch->first) == file; ++branch) {
            const auto& [name, number, column, way] = branch->first;
            out_ << "BRDA:" << number << "," << column << "," << way << "," << branch->second << "\n";
            ++found;
            hit += branch->second > 0 ? 1 : 0;
        }
        out_ << "BRF:" << found << "\nBRH:" << hit << "\n";
        found = hit = 0;
        for (; line != coverage_.lines.end() && line->first.first == file; ++line) {
            out_ << "DA:" << line->first.second << "," << line->second << "\n";
            ++found;
            hit += line->second > 0 ? 1 : 0;
        }
        out_ << "LF:" << found << "\nLH:" << hit << "\nend_of_record\n";
        return line;
    }

    std::ostream& out_;
    LineCoverage coverage_;
};

}  // namespace

std::unique_ptr<Report> lcov_report(std::ostream& out, const std::string&) { return std::make_unique<LcovReport>(out); }

}  // namespace mmapck::reports
