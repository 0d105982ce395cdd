// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <ostream>
#include <set>
#include <tuple>

#include "reports/ascii.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

using namespace program;

/// Lines and branches of the model and the drivers; a count is the number of results in which some run gets there.
class LcovReport : public Report {
  public:
    explicit LcovReport(std::ostream& out) : out_(out) {}

    void add(const Checked& checked) override {
        const Program& program = *checked.program;
        const std::vector<bool>& taken = checked.verdict.statistics.steps_taken;
        std::set<Line> lines;
        std::set<Branch> branches;
        for (const Location& location : program.locations) {
            for (std::size_t way = 0; way < location.steps.size(); ++way) {
                const StepId id = location.steps[way];
                const Position& where = program.steps[id].where;
                if (where.line == 0 || where.file >= program.files.size()) {
                    continue;
                }
                const std::string file = shown_path(program.files[where.file]);
                const bool reached = id < taken.size() && taken[id];
                count(lines_, lines, Line{file, where.line}, reached);
                if (location.steps.size() > 1) {
                    count(branches_, branches, Branch{file, where.line, where.column, way}, reached);
                }
            }
        }
    }

    void finish() override {
        for (auto line = lines_.cbegin(); line != lines_.cend();) {
            line = write_file_of(line);
        }
    }

  private:
    using Line = std::pair<std::string, std::uint32_t>;
    using Branch = std::tuple<std::string, std::uint32_t, std::uint32_t, std::size_t>;  // file, line, column, way

    /// Counts a place once for each result, however many copies of it inlined calls make.
    template <typename Place>
    static void count(std::map<Place, std::uint64_t>& all, std::set<Place>& of_result, const Place& place, bool reached) {
        std::uint64_t& hits = all[place];
        hits += reached && of_result.insert(place).second ? 1 : 0;
    }

    std::map<Line, std::uint64_t>::const_iterator write_file_of(std::map<Line, std::uint64_t>::const_iterator line) {
        const std::string file = line->first.first;
        out_ << "TN:mmapck\nSF:" << file << "\n";
        std::uint64_t found = 0, hit = 0;
        for (auto branch = branches_.lower_bound(Branch{file, 0, 0, 0}); branch != branches_.end() && std::get<0>(branch->first) == file; ++branch) {
            const auto& [name, number, column, way] = branch->first;
            out_ << "BRDA:" << number << "," << column << "," << way << "," << branch->second << "\n";
            ++found;
            hit += branch->second > 0 ? 1 : 0;
        }
        out_ << "BRF:" << found << "\nBRH:" << hit << "\n";
        found = hit = 0;
        for (; line != lines_.end() && line->first.first == file; ++line) {
            out_ << "DA:" << line->first.second << "," << line->second << "\n";
            ++found;
            hit += line->second > 0 ? 1 : 0;
        }
        out_ << "LF:" << found << "\nLH:" << hit << "\nend_of_record\n";
        return line;
    }

    std::ostream& out_;
    std::map<Line, std::uint64_t> lines_;
    std::map<Branch, std::uint64_t> branches_;
};

}  // namespace

std::unique_ptr<Report> lcov_report(std::ostream& out, const std::string&) { return std::make_unique<LcovReport>(out); }

}  // namespace mmapck::reports
