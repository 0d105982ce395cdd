// SPDX-License-Identifier: Apache-2.0
#include "reports/fault_sets.h"

#include <algorithm>

#include "reports/ascii.h"
#include "reports/values.h"

namespace mmapck::reports {

namespace {

constexpr std::size_t columns = 80;

std::string point_text(const program::Program& program, const checker::FaultPoint& point) {
    const std::string error = errno_name(-point.error);
    const std::string left = "       " + printable(point.site) + "() -> " + (error.empty() ? "another result" : "-" + error);
    const std::string text = padded(cut_middle(left, 42), 44) + padded(program::name(point.fault_class), 19);
    return text + cut_path(position_text(program, point.where), columns - text.size()) + "\n";
}

}  // namespace

std::string to_text(const program::Program& program, const checker::FaultSets& sets) {
    std::string text = "minimal sets of faults: " + std::to_string(sets.sets.size()) + (sets.complete ? "\n" : ", and perhaps more: a budget ended the search for them\n");
    std::size_t number = 0;
    for (const checker::FaultSet& set : sets.sets) {
        const std::string count = std::to_string(++number);
        text += cut_middle("  " + padded(count, std::max<std::size_t>(3, count.size())) + "  " + printable(set.counterexample.violation.kind), columns) + "\n";
        if (set.faults.empty()) text += "       without any fault\n";
        for (const checker::FaultPoint& point : set.faults) text += point_text(program, point);
    }
    return text;
}

bool only_theoretical(const program::Program& program, const checker::Counterexample& counterexample) {
    const std::vector<checker::FaultPoint> faults = checker::faults_of(program, counterexample.trace);
    return !faults.empty() && std::all_of(faults.begin(), faults.end(), [](const checker::FaultPoint& point) {
        return point.fault_class == program::FaultClass::alloc_theoretical;
    });
}

}  // namespace mmapck::reports
