// SPDX-License-Identifier: Apache-2.0
#include <xxhash.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "reports/ascii.h"
#include "reports/trace_file.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using nlohmann::ordered_json;

namespace {

ordered_json passes_json(const TraceOrigin& origin) {
    return {{"optimized", origin.optimized},
            {"fold_constants", origin.passes.fold_constants},
            {"cut_unreachable", origin.passes.cut_unreachable},
            {"reset_dead", origin.passes.reset_dead},
            {"fuse_local_steps", origin.passes.fuse_local_steps},
            {"narrow_domains", origin.passes.narrow_domains}};
}

ordered_json violation_json(const TraceFile& trace) {
    ordered_json violation{{"kind", trace.kind}, {"words", trace.words}};
    if (!trace.invariant.empty()) {
        violation["invariant"] = trace.invariant;
    }
    if (!trace.task.empty()) {
        violation["task"] = trace.task;
    }
    violation["within_step"] = trace.within_step;
    if (!trace.cycle.empty()) {
        violation["cycle"] = trace.cycle;
    }
    return violation;
}

ordered_json step_json(const TraceStep& step) {
    ordered_json json{{"task", step.task}, {"move", step.begins_move}, {"way", step.way}};
    if (step.choice) {
        json["choice"] = *step.choice;
    }
    json["text"] = step.text;
    if (!step.where.empty()) {
        json["at"] = step.where;
    }
    return json;
}

std::string dumped(const ordered_json& json, int indent) {
    return json.dump(indent, ' ', true, ordered_json::error_handler_t::replace);
}

}  // namespace

std::string fingerprint(const Program& program) {
    static constexpr char digits[] = "0123456789abcdef";
    const std::string text = to_text(program);
    const XXH64_hash_t hash = XXH3_64bits(text.data(), text.size());
    std::string result(16, '0');
    for (unsigned i = 0; i < 16; ++i) {
        result[15 - i] = digits[hash >> (4 * i) & 15];
    }
    return result;
}

TraceFile record(const Program& program, const checker::Counterexample& counterexample, const TraceOrigin& origin) {
    const checker::Violation& violation = counterexample.violation;
    TraceFile trace;
    trace.origin = origin;
    trace.fingerprint = fingerprint(program);
    trace.kind = printable(violation.kind);
    trace.words = printable(violation.words);
    trace.invariant = violation.invariant == none ? "" : printable(program.invariants[violation.invariant].name);
    trace.task = violation.task == none ? "" : printable(program.tasks[violation.task].name);
    trace.within_step = violation.within_step;
    trace.cycle = violation.cycle;
    for (const checker::Taken& taken : counterexample.trace.steps) {
        const Step& step = program.steps[taken.step];
        const Location& location = program.locations[step.from];
        const auto way = std::find(location.steps.begin(), location.steps.end(), taken.step) - location.steps.begin();
        TraceStep recorded{printable(program.tasks[location.task].name), taken.begins_move,
                           static_cast<std::uint32_t>(way), std::nullopt, printable(step.text),
                           position_text(program, step.where)};
        if (step.choice_low != no_expr) {
            recorded.choice = taken.choice;
        }
        trace.steps.push_back(std::move(recorded));
    }
    return trace;
}

std::string to_json(const TraceFile& trace) {
    const lang::FaultSelection& faults = trace.origin.faults;
    const ordered_json head{{"format", "mmapck-trace"},
                            {"version", trace_version},
                            {"scenario", trace.origin.scenario},
                            {"variant", trace.origin.variant},
                            {"faults",
                             {{"at_most", faults.at_most},
                              {"sites", faults.sites},
                              {"classes", faults.classes},
                              {"except", faults.except_sites}}},
                            {"passes", passes_json(trace.origin)},
                            {"fingerprint", trace.fingerprint},
                            {"violation", violation_json(trace)}};
    std::string text = dumped(head, 2);
    text.resize(text.size() - 2);  // "\n}"
    text += ",\n  \"steps\": [";
    for (std::size_t i = 0; i < trace.steps.size(); ++i) {
        text += (i == 0 ? "\n    " : ",\n    ") + dumped(step_json(trace.steps[i]), -1);
    }
    return text + (trace.steps.empty() ? "" : "\n  ") + "]\n}\n";
}

}  // namespace mmapck::reports
