// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <ostream>

#include "checker/explicit/lock_pairs.h"
#include "cli/gate.h"
#include "cli/subject.h"
#include "reports/ascii.h"
#include "reports/control_flow.h"
#include "reports/lock_graph.h"
#include "reports/state_graph.h"

namespace mmapck::cli {

namespace {

using program::Program;
using reports::Diagram;

constexpr std::uint64_t usual_states = 500;   // more cannot be read

/// Draws, or complains and makes `code` worse.
using Draw = Diagram (*)(const Program&, const Options&, Surroundings&, ExitCode& code);

/// Whether each --function is one of the program; complains about those that are not.
bool functions_exist(const Program& program, const Options& options, Surroundings& surroundings) {
    const std::vector<std::string> known = reports::functions_of(program);
    bool all = true;
    for (const std::string& name : options.functions) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const std::string meant = scenario::nearest(name, known);
        complain(surroundings, "no task of this variant calls a function '" + reports::printable(name) + "'" + (meant.empty() ? "" : "; did you mean '" + meant + "'?"));
        all = false;
    }
    return all;
}

Diagram control_flow(const Program& program, const Options& options, Surroundings& surroundings, ExitCode& code) {
    if (!functions_exist(program, options, surroundings)) {
        code = worse(code, ExitCode::usage);
        return {};
    }
    const std::vector<std::string> functions = options.functions.empty() ? reports::functions_of_hooks(program) : options.functions;
    if (functions.empty()) {
        complain(surroundings, "no hook is called in this variant; --function says whose control flow is drawn");
        code = worse(code, ExitCode::usage);
    }
    return reports::control_flow(program, functions);
}

Diagram lock_order(const Program& program, const Options& options, Surroundings&, ExitCode& code) {
    const checker::explicit_::LockPairs pairs = checker::explicit_::find_lock_pairs(program, options.limits, {});
    Diagram diagram = reports::lock_graph(program, pairs);
    if (pairs.complete) return diagram;
    diagram.remarks.push_back("a limit ended the search: locks may be taken in other orders, too");
    code = worse(code, ExitCode::inconclusive);
    return diagram;
}

Diagram states(const Program& program, const Options& options, Surroundings&, ExitCode& code) {
    reports::StateGraph graph = reports::state_graph(program, options.limits.max_states == 0 ? usual_states : options.limits.max_states);
    if (!graph.complete) code = worse(code, ExitCode::inconclusive);
    return std::move(graph.diagram);
}

struct Kind {
    std::string_view name;
    Draw draw;
};
constexpr Kind kinds[] = {{"control-flow", control_flow}, {"lock-order", lock_order}, {"states", states}};

const Kind* find_kind(const std::string& name) {
    for (const Kind& kind : kinds)
        if (kind.name == name) return &kind;
    return nullptr;
}

/// Why Mermaid would not draw it; empty if it would.
std::string too_large(const Diagram& diagram, const std::string& text) {
    if (diagram.edges.size() > reports::most_mermaid_edges)
        return reports::counted(diagram.edges.size(), "edge") + ", and Mermaid draws " + std::to_string(reports::most_mermaid_edges);
    if (text.size() > reports::most_mermaid_bytes)
        return reports::counted(text.size(), "byte") + ", and Mermaid draws " + std::to_string(reports::most_mermaid_bytes);
    return "";
}

}  // namespace

ExitCode graph(const Options& options, Surroundings& surroundings) {
    const Kind* const kind = find_kind(options.operands[0]);
    if (kind == nullptr) {
        std::vector<std::string> known;
        for (const Kind& one : kinds) known.emplace_back(one.name);
        const std::string meant = scenario::nearest(options.operands[0], known);
        complain(surroundings, "there is no graph of '" + reports::printable(options.operands[0]) + "'; expected control-flow, lock-order or states" + (meant.empty() ? "" : "; did you mean '" + meant + "'?"));
        return ExitCode::usage;
    }
    Options one = options;
    one.operands.erase(one.operands.begin());
    ExitCode code = ExitCode::as_expected;
    const std::optional<Subjects> subjects = find_subjects(one, surroundings, code);
    if (!subjects || subjects->all.empty()) return code;
    const Subject* const subject = only_subject(*subjects, "drawn", surroundings);
    if (subject == nullptr) return ExitCode::usage;
    std::optional<Program> program = program_of(*subject->scenario, subject->variant, subjects->settings, options.passes, surroundings);
    if (!program) return ExitCode::invalid_input;
    program = with_classes(std::move(*program), options.fault_classes);
    Diagram diagram = kind->draw(*program, options, surroundings, code);
    if (code == ExitCode::usage) return code;
    diagram.title = std::string(kind->name) + " of " + reports::shown_path(subject->scenario->path) + ", kernel " + subject->variant.name();
    for (const std::string& remark : diagram.remarks) complain(surroundings, remark);
    const std::string text = options.mermaid ? to_mermaid(diagram) : to_dot(diagram);
    if (const std::string reason = options.mermaid ? too_large(diagram, text) : ""; !reason.empty()) {
        complain(surroundings, "the graph has " + reason + "; --function and --max-states make it smaller, and DOT has no such limit");
        return ExitCode::usage;
    }
    surroundings.out << text;
    return code;
}

}  // namespace mmapck::cli
