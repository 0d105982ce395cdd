// SPDX-License-Identifier: Apache-2.0
#include "reports/size.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "reports/ascii.h"
#include "reports/values.h"

namespace mmapck::reports {

namespace {

using checker::explicit_::Census;
using program::Program;

constexpr std::size_t columns = 80;
constexpr std::size_t shown = 8;          // of variables and of steps
constexpr std::size_t chart_rows = 12;
constexpr std::size_t chart_width = 40;

std::string right(const std::string& text, std::size_t width) { return std::string(width - std::min(width, text.size()), ' ') + text; }

std::string percent(std::uint64_t part, std::uint64_t whole) {
    char text[16];
    std::snprintf(text, sizeof text, "%.1f %%", whole == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole));
    return text;
}

std::string numbered(std::uint64_t number, std::size_t width) { return right(std::to_string(number), width); }

/// States by moves, some levels to a line, and how long the lines are.
std::string growth(const Census& census) {
    const std::size_t levels = census.levels.size(), each = std::max<std::size_t>(1, (levels + chart_rows - 1) / chart_rows);
    std::vector<std::uint64_t> rows;
    for (std::size_t first = 0; first < levels; first += each)
        rows.push_back(std::accumulate(census.levels.begin() + std::ptrdiff_t(first), census.levels.begin() + std::ptrdiff_t(std::min(levels, first + each)), std::uint64_t{0}));
    const std::uint64_t most = std::max<std::uint64_t>(1, rows.empty() ? 1 : *std::max_element(rows.begin(), rows.end()));
    std::string text = "  growth: states by the moves of the shortest run to them\n";
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string range = std::to_string(row * each) + "-" + std::to_string(std::min(levels, (row + 1) * each) - 1);
        const std::string bar(static_cast<std::size_t>(rows[row] * chart_width / most), '#');
        text += "    " + right(range, 11) + numbered(rows[row], 13) + (bar.empty() ? "" : "  " + bar) + "\n";
    }
    return text;
}

std::string faults(const Census& census) {
    if (census.by_faults.size() < 2) return "";
    std::string text = "  faults: states by the fewest that lead to them\n";
    for (std::size_t count = 0; count < census.by_faults.size(); ++count)
        if (census.by_faults[count] > 0) text += "    " + numbered(count, 11) + numbered(census.by_faults[count], 13) + right(percent(census.by_faults[count], census.states), 10) + "\n";
    return text;
}

/// A dimension without which there would be fewest states comes first.
std::vector<std::size_t> by_weight(const std::vector<Census::Dimension>& dimensions) {
    std::vector<std::size_t> order(dimensions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return dimensions[a].without < dimensions[b].without; });
    return order;
}

std::string dimension(const std::string& name, const Census::Dimension& one, std::uint64_t states) {
    return "    " + padded(cut_middle(printable(name), 40), 40) + numbered(one.values, 10) + right(percent(std::min(one.without, states), states), 12) + "\n";
}

std::string dimensions(const Program& program, const Census& census) {
    std::string text = "  what tells states apart" + std::string(23, ' ') + "values   left without\n";
    for (const std::size_t task : by_weight(census.tasks))
        if (census.tasks[task].values > 1) text += dimension("where " + program.tasks[task].name + " is", census.tasks[task], census.states);
    std::size_t left = shown;
    for (const std::size_t variable : by_weight(census.variables)) {
        if (census.variables[variable].values < 2 || left == 0) continue;
        text += dimension(program.variables[variable].name, census.variables[variable], census.states);
        --left;
    }
    return text;
}

std::string steps(const Program& program, const Census& census) {
    std::vector<std::size_t> order(census.steps.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return census.steps[a].found > census.steps[b].found; });
    std::string text = "  steps whose moves find most states" + std::string(13, ' ') + "states         moves\n";
    for (std::size_t i = 0; i < std::min(shown, order.size()); ++i) {
        const Census::Step& one = census.steps[order[i]];
        if (one.found == 0) break;
        const program::Step& step = program.steps[order[i]];
        const std::string name = program.tasks[program.locations[step.from].task].name + ": " + (step.text.empty() ? position_text(program, step.where) : step.text);
        text += "    " + padded(cut_middle(printable(name), 40), 40) + numbered(one.found, 13) + numbered(one.moves, 14) + "\n";
    }
    return text;
}

std::string to_lower(const Program& program, const Census& census) {
    const std::vector<Lever> all = levers(program, census);
    if (all.empty() || !census.complete) return "";
    std::string text = "  what to lower, and the states that are left\n";
    for (const Lever& lever : all)
        text += "    " + padded(cut_middle(printable(lever.words), 40), 40) + numbered(lever.states, 13) + right(percent(lever.states, census.states), 10) + "\n";
    return text;
}

}  // namespace

std::vector<Lever> levers(const Program& program, const Census& census) {
    std::vector<Lever> all;
    std::uint64_t states = 0;
    for (std::size_t faults = 0; faults + 1 < census.by_faults.size(); ++faults) {
        states += census.by_faults[faults];
        if (states < census.states) all.push_back({"at most " + counted(faults, "fault") + " in a run", states});
    }
    for (std::size_t task = 0; task < program.tasks.size(); ++task)
        if (program.tasks[task].kind == program::TaskKind::normal && task < census.without_task.size() && census.without_task[task] < census.states)
            all.push_back({"without task " + program.tasks[task].name, census.without_task[task]});
    std::stable_sort(all.begin(), all.end(), [](const Lever& a, const Lever& b) { return a.states < b.states; });
    return all;
}

std::string size_text(const Program& program, const Census& census) {
    const double fan_out = census.states == 0 ? 0 : static_cast<double>(census.moves) / static_cast<double>(census.states);
    char line[columns];
    std::snprintf(line, sizeof line, "  %llu states of %llu bits, %.2f moves from each, runs of up to %zu moves\n", static_cast<unsigned long long>(census.states),
                  static_cast<unsigned long long>(census.state_bits), fan_out, census.levels.empty() ? std::size_t{0} : census.levels.size() - 1);
    return line + std::string(census.complete ? "" : "  not all: a limit was reached, and what follows is about these\n") + growth(census) + faults(census) + dimensions(program, census) +
           steps(program, census) + to_lower(program, census);
}

}  // namespace mmapck::reports
