// SPDX-License-Identifier: Apache-2.0
#include <ostream>
#include <set>

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
        coverage_ = coverage_.complete();
        std::set<std::string> files;
        for (const auto& [line, hits] : coverage_.lines) files.insert(line.first);
        for (const std::string& file : files) {
            out_ << "TN:mmapck\nSF:" << file << "\n";
            write_functions(file);
            write_branches(file);
            write_lines(file);
            out_ << "end_of_record\n";
        }
    }

  private:
    struct Count {
        std::uint64_t found = 0, hit = 0;
        void add(std::uint64_t hits) {
            ++found;
            hit += hits > 0 ? 1 : 0;
        }
    };

    void write_functions(const std::string& file) {
        const std::vector<std::pair<std::uint32_t, LineCoverage::Function>> functions = functions_of(file);
        Count count;
        for (const auto& [line, function] : functions) out_ << "FN:" << line << "," << function.name << "\n";
        for (const auto& [line, function] : functions) {
            out_ << "FNDA:" << function.results << "," << function.name << "\n";
            count.add(function.results);
        }
        out_ << "FNF:" << count.found << "\nFNH:" << count.hit << "\n";
    }

    /// A name that another text of the file defines at another line is told from the first by its line.
    std::vector<std::pair<std::uint32_t, LineCoverage::Function>> functions_of(const std::string& file) const {
        std::vector<std::pair<std::uint32_t, LineCoverage::Function>> functions;
        std::set<std::string> names;
        for (auto at = coverage_.functions.lower_bound(Line{file, 0}); at != coverage_.functions.end() && at->first.first == file; ++at) {
            functions.emplace_back(at->first.second, at->second);
            std::string& name = functions.back().second.name;
            if (!names.insert(name).second) name += ":" + std::to_string(at->first.second);
        }
        return functions;
    }

    void write_branches(const std::string& file) {
        Count count;
        for (auto at = coverage_.branches.lower_bound(Branch{file, 0, 0, 0}); at != coverage_.branches.end() && std::get<0>(at->first) == file; ++at) {
            const auto& [name, number, column, way] = at->first;
            out_ << "BRDA:" << number << "," << column << "," << way << "," << at->second << "\n";
            count.add(at->second);
        }
        out_ << "BRF:" << count.found << "\nBRH:" << count.hit << "\n";
    }

    void write_lines(const std::string& file) {
        Count count;
        for (auto at = coverage_.lines.lower_bound(Line{file, 0}); at != coverage_.lines.end() && at->first.first == file; ++at) {
            out_ << "DA:" << at->first.second << "," << at->second << "\n";
            count.add(at->second);
        }
        out_ << "LF:" << count.found << "\nLH:" << count.hit << "\n";
    }

    std::ostream& out_;
    LineCoverage coverage_;
};

}  // namespace

std::unique_ptr<Report> lcov_report(std::ostream& out, const std::string&) { return std::make_unique<LcovReport>(out); }

}  // namespace mmapck::reports
