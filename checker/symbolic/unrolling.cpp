// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/unrolling.h"

#include <algorithm>
#include <deque>
#include <limits>

namespace mmapck::checker::symbolic {

namespace {

std::string numbered(const char* what, std::uint32_t number) { return what + std::to_string(number); }

/// By location, the fewest moves that lead there; no data is looked at.
std::vector<std::uint32_t> distances(const TransitionSystem& system) {
    std::vector<std::uint32_t> distance(system.locations, std::numeric_limits<std::uint32_t>::max());
    std::deque<LocationId> open;
    for (const std::uint32_t cell : system.location_cells) {
        const auto first = static_cast<LocationId>(system.cells[cell].initial);
        distance[first] = 0;
        open.push_back(first);
    }
    while (!open.empty()) {
        const LocationId at = open.front();
        open.pop_front();
        for (const Block& block : system.blocks) {
            if (block.from != at) continue;
            for (const LocationId to : block.targets) {
                if (distance[to] <= distance[at] + 1) continue;
                distance[to] = distance[at] + 1;
                open.push_back(to);
            }
        }
    }
    return distance;
}

}  // namespace

Unrolling::Unrolling(const TransitionSystem& system, Numbers numbers, bool everywhere)
    : system_(system), numbers_(numbers), everywhere_(everywhere), distance_(distances(system)) {
    if (everywhere) std::fill(distance_.begin(), distance_.end(), 0);
}

std::string Unrolling::declare_state(std::uint32_t moves) {
    writers_.emplace_back(system_, numbers_, numbered("_", moves));
    const SmtWriter& writer = writers_.back();
    std::string text;
    for (LeafId cell = 0; cell < system_.cells.size(); ++cell) {
        text += "(declare-const " + writer.leaf(cell) + " " + writer.sort(cell) + ")\n";
        const std::string range = everywhere_ && moves == 0 ? writer.range(cell) : "";
        if (!range.empty()) text += "(assert " + range + ")\n";
    }
    return text;
}

std::string Unrolling::initially() const {
    std::string text;
    for (LeafId cell = 0; cell < system_.cells.size(); ++cell)
        if (cell != system_.fault_limit) text += "(assert (= " + writers_[0].leaf(cell) + " " + writers_[0].literal(cell, system_.cells[cell].initial) + "))\n";
    return text;
}

std::string Unrolling::sort_of_tasks() const { return numbers_ == Numbers::bits ? "(_ BitVec 8)" : "Int"; }
std::string Unrolling::task_literal(TaskId task) const {
    return numbers_ == Numbers::bits ? "(_ bv" + std::to_string(task) + " 8)" : std::to_string(task);
}

/// That the move N is one of this block.
std::string Unrolling::taken(const Block& block, std::uint32_t moves) const {
    const LeafId cell = system_.location_cells[block.task];
    return "(and (= " + numbered("task_", moves) + " " + task_literal(block.task) + ") (= " + writers_[moves].leaf(cell) + " " +
           writers_[moves].literal(cell, block.from) + "))";
}

std::string Unrolling::define_move(std::uint32_t moves) {
    SmtWriter& writer = writers_[moves];
    const SmtWriter& after = writers_[moves + 1];
    std::string text = "(declare-const " + numbered("task_", moves) + " " + sort_of_tasks() + ")\n", body;
    std::vector<std::string> some, wrong, next(system_.cells.size());
    for (LeafId cell = 0; cell < system_.cells.size(); ++cell) next[cell] = writer.leaf(cell);
    for (const Block& block : system_.blocks) {
        if (!may_be_at(block.from, moves)) continue;
        for (const LeafId input : block.inputs) {
            text += "(declare-const " + writer.leaf(input) + " " + writer.sort(input) + ")\n";
            if (const std::string range = writer.range(input); !range.empty()) text += "(assert " + range + ")\n";
        }
        const std::string block_name = "block" + std::to_string(block.from) + numbered("_", moves);
        std::string ends = writer.truth(block.ends);
        body += as_constants(writer.take_definitions()) + constant({block_name, "Bool", taken(block, moves)});
        some.push_back(conjunction({block_name, ends}));
        std::vector<std::string> failures;
        for (const Failure& failure : block.failures) failures.push_back(writer.truth(failure.condition));
        body += as_constants(writer.take_definitions());
        if (!failures.empty()) wrong.push_back(conjunction({block_name, disjunction(failures)}));
        for (const Effect& effect : block.effects) {
            const std::string value = writer.value(effect.cell, effect.value);
            body += as_constants(writer.take_definitions());
            next[effect.cell] = "(ite " + block_name + " " + value + "\n" + next[effect.cell] + ")";
        }
    }
    std::vector<std::string> all = {disjunction(some)};
    for (LeafId cell = 0; cell < system_.cells.size(); ++cell) all.push_back("(= " + after.leaf(cell) + " " + next[cell] + ")");
    return text + body + constant({numbered("move_", moves), "Bool", conjunction(all)}) + constant({numbered("wrong_move_", moves), "Bool", disjunction(wrong)});
}

std::string Unrolling::define_wrong_state(std::uint32_t moves) {
    std::vector<std::string> ways;
    for (const Failure& failure : system_.failures) ways.push_back(writers_[moves].truth(failure.condition));
    return as_constants(writers_[moves].take_definitions()) + constant({numbered("wrong_state_", moves), "Bool", disjunction(ways)});
}

std::vector<std::string> Unrolling::choices(std::uint32_t moves) const {
    std::vector<std::string> names = {numbered("task_", moves)};
    for (const Block& block : system_.blocks) {
        if (!may_be_at(block.from, moves)) continue;
        for (const LeafId input : block.inputs) names.push_back(writers_[moves].leaf(input));
    }
    return names;
}

LeafId Unrolling::input_of(const std::string& name) const { return system_.leaf_of_input(std::stoul(name.substr(1))); }

}  // namespace mmapck::checker::symbolic
