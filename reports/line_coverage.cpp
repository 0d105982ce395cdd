// SPDX-License-Identifier: Apache-2.0
#include "reports/line_coverage.h"

#include <set>

#include "reports/ascii.h"

namespace mmapck::reports {

using namespace program;

namespace {

template <typename Place> void count(std::map<Place, std::uint64_t>& all, std::set<Place>& of_result, const Place& place, bool reached) {
    std::uint64_t& hits = all[place];
    hits += reached && of_result.insert(place).second ? 1 : 0;
}

}  // namespace

void LineCoverage::add(const Checked& checked) {
    const Program& program = *checked.program;
    const std::vector<bool>& taken = checked.verdict.statistics.steps_taken;
    std::set<Line> lines_of_result;
    std::set<Branch> branches_of_result;
    std::vector<std::string> names;
    for (const std::string& file : program.files) names.push_back(shown_path(file));
    for (const Location& location : program.locations) {
        for (std::size_t way = 0; way < location.steps.size(); ++way) {
            const StepId id = location.steps[way];
            const Position& where = program.steps[id].where;
            if (where.line == 0 || where.file >= names.size()) {
                continue;
            }
            const bool reached = id < taken.size() && taken[id];
            count(lines, lines_of_result, Line{names[where.file], where.line}, reached);
            if (location.steps.size() > 1) {
                count(branches, branches_of_result, Branch{names[where.file], where.line, where.column, way}, reached);
            }
        }
    }
}

}  // namespace mmapck::reports
