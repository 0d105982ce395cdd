// SPDX-License-Identifier: Apache-2.0
#include "reports/ascii.h"
#include "reports/diagram.h"
#include "reports/findings.h"
#include "reports/one_trace.h"
#include "reports/tree.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

std::string node(std::size_t number) { return "n" + std::to_string(number); }

/// A cluster for each task, the lines of the call tree in order; an edge is dashed where another task goes on.
std::string graph(const Checked& checked, const checker::Counterexample& counterexample) {
    const program::Program& program = *checked.program;
    const std::vector<TreeLine> tree = call_tree(program, counterexample);
    std::string text = "digraph trace {\n  label=" + dot_string(result_name(checked.context) + ": " + printable(counterexample.violation.kind)) +
                       ";\n  node [shape=box, fontname=monospace];\n";
    for (program::TaskId task = 0; task < program.tasks.size(); ++task) {
        std::string nodes;
        for (std::size_t i = 0; i < tree.size(); ++i) {
            if (tree[i].task == task) {
                std::string label = tree[i].text;
                for (const std::string& note : tree[i].notes) {
                    label += "  " + note;
                }
                nodes += "    " + node(i) + " [label=" + dot_string(label) + "];\n";
            }
        }
        if (!nodes.empty()) {
            text += "  subgraph cluster_" + std::to_string(task) + " {\n    label=" + dot_string(printable(program.tasks[task].name)) + ";\n" + nodes + "  }\n";
        }
    }
    for (std::size_t i = 1; i < tree.size(); ++i) {
        text += "  " + node(i - 1) + " -> " + node(i) + (tree[i - 1].task == tree[i].task ? ";\n" : " [style=dashed];\n");
    }
    return text + "}\n";
}

}  // namespace

std::unique_ptr<Report> dot_report(std::ostream& out, const std::string&) {
    const auto remark = [](std::string& text, const std::string& sentence) { text += "// " + sentence + "\n"; };
    return one_trace_report(out, {graph, "digraph trace {\n}\n", remark});
}

}  // namespace mmapck::reports
