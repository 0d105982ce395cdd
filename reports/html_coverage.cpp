// SPDX-License-Identifier: Apache-2.0
#include "reports/html_coverage.h"

#include <nlohmann/json.hpp>
#include <set>

#include "checker/replay/frames.h"
#include "reports/ascii.h"
#include "reports/unwinding.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using nlohmann::ordered_json;

FaultCoverage::Place FaultCoverage::place_of(const Program& program, FrameId frame, const Position& where) {
    const std::string file = where.file < program.files.size() ? shown_path(program.files[where.file]) : "";
    return {frame_text(program, frame), file, where.line};
}

void FaultCoverage::add(const Checked& checked) {
    const Program& program = *checked.program;
    std::vector<Point> point_of;
    for (const Fault& fault : program.faults) {
        point_of.push_back({place_of(program, fault.frame, fault.where), printable(fault.site), name(fault.fault_class),
                            fault.error == 0 ? "" : returned_text(program, 0, fault.error)});
    }
    const std::string variant = printable(checked.context.variant);
    // Inlining makes several fault points of one place; a result counts once.
    std::set<Point> present, taken;
    for (StepId id = 0; id < program.steps.size(); ++id) {
        const Step& step = program.steps[id];
        if (step.kind == StepKind::fault) {
            present.insert(point_of[step.fault]);
            const std::vector<bool>& reached = checked.verdict.statistics.steps_taken;
            if (id < reached.size() && reached[id]) {
                taken.insert(point_of[step.fault]);
            }
        }
    }
    std::map<Point, std::set<Cleanup>> cleanup;
    if (!present.empty()) {
        for (const Unwinding& unwinding : unwindings(program).of) {
            for (const StepId id : unwinding.cleanup) {
                const checker::replay::Place place = checker::replay::place(program, program.steps[id]);
                cleanup[point_of[unwinding.fault]].insert({place_of(program, place.frame, place.where), cleanup_text(program, id)});
            }
        }
    }
    const checker::Status status = checked.verdict.status;
    const bool explored = status == checker::Status::holds || status == checker::Status::vacuous;
    for (const Point& point : present) {
        Counts& counts = points_[point][variant];
        ++counts.results;
        counts.taken += taken.count(point);
        counts.unreachable += explored && taken.count(point) == 0 ? 1 : 0;
        for (const Cleanup& each : cleanup[point]) {
            ++counts.cleanup[each];
        }
    }
}

ordered_json FaultCoverage::json(Texts& texts) const {
    std::map<Cleanup, std::size_t> columns;
    for (const auto& [point, variants] : points_) {
        for (const auto& [variant, counts] : variants) {
            for (const auto& [cleanup, count] : counts.cleanup) {
                columns.emplace(cleanup, 0);
            }
        }
    }
    ordered_json cleanups = ordered_json::array(), faults = ordered_json::array();
    for (auto& [cleanup, number] : columns) {
        number = cleanups.size();
        cleanups.push_back({texts.number(cleanup.text), texts.number(cleanup.place.function), texts.number(cleanup.place.file), cleanup.place.line});
    }
    for (const auto& [point, variants] : points_) {
        ordered_json of = ordered_json::array();
        for (const auto& [variant, counts] : variants) {
            ordered_json cells = ordered_json::array();
            for (const auto& [cleanup, count] : counts.cleanup) {
                cells.push_back({columns.at(cleanup), count});
            }
            of.push_back({texts.number(variant), counts.results, counts.taken, counts.unreachable, std::move(cells)});
        }
        faults.push_back({{"site", point.site},
                          {"class", point.fault_class},
                          {"error", point.error},
                          {"function", point.place.function},
                          {"where", {texts.number(point.place.file), point.place.line}},
                          {"of", std::move(of)}});
    }
    return {{"cleanup", std::move(cleanups)}, {"faults", std::move(faults)}};
}

}  // namespace mmapck::reports
