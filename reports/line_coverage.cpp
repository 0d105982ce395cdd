// SPDX-License-Identifier: Apache-2.0
#include "reports/line_coverage.h"

#include <algorithm>
#include <set>

#include "reports/ascii.h"

namespace mmapck::reports {

using namespace program;

namespace {

template <typename Place> void count(std::map<Place, std::uint64_t>& all, std::set<Place>& of_result, const Place& place, bool reached) {
    std::uint64_t& hits = all[place];
    hits += reached && of_result.insert(place).second ? 1 : 0;
}

std::vector<std::string> shown_paths(const std::vector<std::string>& files) {
    std::vector<std::string> names;
    for (const std::string& file : files) names.push_back(shown_path(file));
    return names;
}

/// Which frames some run enters.
std::vector<bool> entered(const Program& program, const std::vector<bool>& taken) {
    std::vector<bool> frames(program.frames.size());
    for (StepId id = 0; id < program.steps.size() && id < taken.size(); ++id) {
        if (taken[id]) frames[program.locations[program.steps[id].from].frame] = frames[program.locations[program.steps[id].to].frame] = true;
    }
    return frames;
}

}  // namespace

void LineCoverage::add(const Checked& checked) {
    const std::vector<std::string> files = shown_paths(checked.program->files);
    add_steps(checked, files);
    add_functions(checked, files);
    if (checked.source) add_source(*checked.source);
}

void LineCoverage::add_steps(const Checked& checked, const std::vector<std::string>& files) {
    const Program& program = *checked.program;
    const std::vector<bool>& taken = checked.verdict.statistics.steps_taken;
    std::set<Line> lines_of_result;
    std::set<Branch> branches_of_result;
    for (const Location& location : program.locations) {
        for (std::size_t way = 0; way < location.steps.size(); ++way) {
            const StepId id = location.steps[way];
            const Position& where = program.steps[id].where;
            if (where.line == 0 || where.file >= files.size()) {
                continue;
            }
            const bool reached = id < taken.size() && taken[id];
            count(lines, lines_of_result, Line{files[where.file], where.line}, reached);
            if (location.steps.size() > 1) {
                count(branches, branches_of_result, Branch{files[where.file], where.line, where.column, way}, reached);
            }
        }
    }
}

void LineCoverage::add_functions(const Checked& checked, const std::vector<std::string>& files) {
    const Program& program = *checked.program;
    const std::vector<bool> is_entered = entered(program, checked.verdict.statistics.steps_taken);
    std::set<Line> of_result;
    for (FrameId id = 0; id < program.frames.size(); ++id) {
        const Frame& frame = program.frames[id];
        if (frame.definition.line == 0 || frame.definition.file >= files.size()) continue;
        const Line where{files[frame.definition.file], frame.definition.line};
        Function& function = functions[where];
        function.name = printable(frame.function);
        function.results += is_entered[id] && of_result.insert(where).second ? 1 : 0;
    }
}

/// Variants may have other lines of one function.
void LineCoverage::add_source(const lang::Source& source) {
    const std::vector<std::string> files = shown_paths(source.files);
    const auto where = [&](const lang::SourceFunction& function) { return Line{function.file < files.size() ? files[function.file] : "", function.line}; };
    for (const lang::SourceFunction& function : source.functions) {
        Text& text = texts_[where(function)];
        for (const std::size_t expression : function.expressions) text.expressions.insert(where(source.functions[expression]));
        const bool grows = text.function.step_lines.size() + text.function.other_lines.size() < function.step_lines.size() + function.other_lines.size();
        if (grows || text.function.name.empty()) text.function = function;
    }
}

/// The __pure functions that some program may evaluate.
std::set<LineCoverage::Line> LineCoverage::used_expressions() const {
    std::set<Line> used;
    std::vector<Line> open;
    for (const auto& [where, text] : texts_)
        if (text.function.is_invariant || functions.count(where) != 0) open.push_back(where);
    while (!open.empty()) {
        const auto text = texts_.find(open.back());
        open.pop_back();
        if (text == texts_.end()) continue;
        for (const Line& each : text->second.expressions)
            if (used.insert(each).second) open.push_back(each);
    }
    return used;
}

LineCoverage LineCoverage::complete() const {
    LineCoverage all = *this;
    const std::set<Line> used = used_expressions();
    for (const auto& [where, text] : texts_) {
        const lang::SourceFunction& function = text.function;
        if (function.is_invariant || used.count(where) != 0) continue;
        const auto unreached = [&all, &file = where.first](const std::vector<std::uint32_t>& lines_of_function) {
            for (const std::uint32_t line : lines_of_function) all.lines.try_emplace(Line{file, line}, 0);
        };
        unreached(function.step_lines);
        if (!all.functions.try_emplace(where, Function{printable(function.name), 0}).second) continue;
        unreached(function.other_lines);
        for (const lang::SourceBranch& branch : function.branches)
            for (std::size_t way = 0; way < branch.ways; ++way) all.branches.try_emplace(Branch{where.first, branch.line, branch.column, way}, 0);
    }
    return all;
}

std::vector<LineCoverage::Fault> LineCoverage::faults() const {
    std::vector<Fault> all;
    for (const auto& [where, text] : texts_)
        for (const lang::SourceFault& point : text.function.faults) all.push_back({point, text.function.name, where, functions.count(where) != 0});
    return all;
}

}  // namespace mmapck::reports
