// SPDX-License-Identifier: Apache-2.0
#include "checker/fault_sets.h"

#include <algorithm>
#include <deque>
#include <set>
#include <tuple>

namespace mmapck::checker {

using namespace program;

namespace {

using Points = std::vector<FaultPoint>;

auto key(const FaultPoint& point) {
    return std::tie(point.site, point.fault_class, point.error, point.where.file, point.where.line, point.where.column);
}

bool has(const Points& points, const FaultPoint& point) { return std::binary_search(points.begin(), points.end(), point); }

bool disjoint(const Points& a, const Points& b) {
    return std::none_of(a.begin(), a.end(), [&](const FaultPoint& point) { return has(b, point); });
}

Points with(Points points, const FaultPoint& point) {
    points.insert(std::upper_bound(points.begin(), points.end(), point), point);
    return points;
}

}  // namespace

bool operator<(const FaultPoint& a, const FaultPoint& b) { return key(a) < key(b); }

FaultPoint point_of(const Fault& fault) { return {fault.site, fault.fault_class, fault.error, fault.where}; }

std::vector<FaultPoint> faults_of(const Program& program, const Trace& trace) {
    std::set<FaultPoint> points;
    for (const Taken& taken : trace.steps)
        if (const Step& step = program.steps[taken.step]; step.kind == StepKind::fault) points.insert(point_of(program.faults[step.fault]));
    return {points.begin(), points.end()};
}

Program without_faults(Program program, const std::function<bool(const Fault&)>& gone) {
    const ExprId never = program.expressions.constant(0);
    for (Step& step : program.steps)
        if (step.kind == StepKind::fault && gone(program.faults[step.fault])) step.guard = never;
    for (Fault& fault : program.faults)
        if (gone(fault)) fault.selected = false;
    if (std::none_of(program.faults.begin(), program.faults.end(), [](const Fault& fault) { return fault.selected; })) program.max_faults = 0;
    return program;
}

FaultSets minimal_fault_sets(const Program& program, const Counterexample& first, const std::function<Verdict(const Program&)>& search, std::size_t most_searches) {
    FaultSets found;
    found.sets.push_back({faults_of(program, first.trace), first});
    std::deque<Points> open{{}};   // faults that must not happen
    std::set<Points> seen{{}};
    std::size_t searches = 0;
    while (!open.empty()) {
        const Points gone = std::move(open.front());
        open.pop_front();
        auto set = std::find_if(found.sets.begin(), found.sets.end(), [&](const FaultSet& one) { return disjoint(one.faults, gone); });
        if (set == found.sets.end()) {
            if (searches++ == most_searches) {
                found.complete = false;
                break;
            }
            const Verdict verdict = search(without_faults(program, [&](const Fault& fault) { return has(gone, point_of(fault)); }));
            found.complete &= verdict.status != Status::inconclusive;
            if (verdict.counterexamples.empty()) continue;
            const Counterexample& next = verdict.counterexamples.front();
            set = found.sets.insert(found.sets.end(), {faults_of(program, next.trace), next});
        }
        for (const FaultPoint& point : Points(set->faults))
            if (Points more = with(gone, point); seen.insert(more).second) open.push_back(std::move(more));
    }
    return found;
}

}  // namespace mmapck::checker
