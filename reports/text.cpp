// SPDX-License-Identifier: Apache-2.0
#include "reports/text.h"

#include <algorithm>
#include <utility>

#include "reports/ascii.h"
#include "reports/causal_past.h"
#include "reports/tree.h"

namespace mmapck::reports {

using namespace program;
using checker::Counterexample;

namespace {

/// What is said at the end of the tree: the thing that is still held, or the kind of the violation.
std::string mark(const Program& program, const Counterexample& counterexample, const Story& story) {
    if (story.held.size() != 1 || !story.at_a_moment) {
        return "* " + printable(counterexample.violation.kind);
    }
    const checker::replay::Entry& entry = story.held.front().entry;
    const char* still = entry.kind == EventKind::owe      ? " still owed by "
                        : entry.kind == EventKind::charge ? " still charged by "
                                                          : " still held by ";
    return "* " + story.held.front().object + still + printable(program.tasks[entry.task].name);
}

void add_blocked(const Program& program, const Story& story, std::vector<TreeLine>& tree) {
    for (const Blocked& blocked : story.blocked) {
        std::vector<std::string> notes{"* waits"};
        for (const std::string& lock : blocked.locks) {
            notes.push_back("* waits for " + lock);
        }
        if (!blocked.locks.empty()) {
            notes.erase(notes.begin());
        }
        const std::size_t calls = checker::replay::chain(program, blocked.place.frame).size();
        tree.push_back({blocked.task, calls == 0 ? 0 : calls - 1, blocked.text + ";", std::move(notes), tree.empty() ? 0 : tree.back().step});
    }
}

}  // namespace

std::vector<TreeLine> told_tree(const Program& program, const Counterexample& counterexample, const Story& story) {
    std::vector<TreeLine> tree = call_tree(program, counterexample);
    add_blocked(program, story, tree);
    if (!tree.empty() && story.blocked.empty()) {
        tree.back().notes.push_back(mark(program, counterexample, story));
    }
    const std::vector<bool> past = causal_past(program, counterexample);
    for (TreeLine& line : tree) {
        line.matters = line.step >= past.size() || past[line.step] || program.tasks[line.task].kind == TaskKind::setup;
    }
    return tree;
}

std::string to_text(const Program& program, const Counterexample& counterexample, const Context& context) {
    const Story story = tell(program, counterexample);
    std::vector<std::string> lines = first_screen(program, counterexample, context, story);
    lines.push_back("");
    const std::vector<TreeLine> tree = told_tree(program, counterexample, story);
    for (std::string& line : tree_text(program, tree)) {
        lines.push_back(std::move(line));
    }
    if (std::any_of(tree.begin(), tree.end(), [](const TreeLine& line) { return !line.matters; })) {
        lines.insert(lines.end(), {"", "lines with ':' do not lead to the violation"});
    }
    std::string text;
    for (const std::string& line : lines) {
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

}  // namespace mmapck::reports
