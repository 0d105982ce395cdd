// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/loop_cuts.h"

#include <algorithm>
#include <map>

#include "checker/graph/cycles.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

class LoopCuts {
  public:
    LoopCuts(const Program& program, const Cells& cells, const std::vector<Interval>& worth)
        : program_(program), cells_(cells), worth_(worth), cuts_(program.locations.size()), writer_(cells.size(), none) {}

    std::vector<bool> run() {
        for (const Step& step : program_.steps)
            for (const Assignment& assignment : step.assignments) note_writer(assignment, program_.locations[step.from].task);
        std::vector<StepId> steps(program_.steps.size());
        for (StepId id = 0; id < steps.size(); ++id) steps[id] = id;
        for (std::vector<std::vector<StepId>> open{std::move(steps)}; !open.empty();) {
            const std::vector<StepId> some = std::move(open.back());
            open.pop_back();
            for (std::vector<StepId>& cyclic : components(some)) {
                cut(cyclic);
                open.push_back(std::move(cyclic));
            }
        }
        return std::move(cuts_);
    }

  private:
    void note_writer(const Assignment& assignment, TaskId task) {
        const std::uint32_t known = target(assignment);
        const std::uint32_t first = cells_.first[assignment.variable];
        for (std::uint32_t cell = first; cell < first + program_.variables[assignment.variable].count; ++cell)
            if (known == no_cell || cell == known) writer_[cell] = writer_[cell] == none || writer_[cell] == task ? task : several;
    }

    /// Of the graph that the steps make: the steps within each strong component.
    std::vector<std::vector<StepId>> components(const std::vector<StepId>& steps) const {
        std::map<LocationId, graph::Vertex> vertices;
        std::vector<graph::Edge> edges;
        const auto vertex = [&](LocationId location) { return vertices.try_emplace(location, static_cast<graph::Vertex>(vertices.size())).first->second; };
        for (const StepId id : steps) {
            const graph::Vertex from = vertex(program_.steps[id].from);
            edges.push_back({from, vertex(program_.steps[id].to)});
        }
        const std::vector<std::uint32_t> component = graph::strong_components(static_cast<std::uint32_t>(vertices.size()), edges);
        std::map<std::uint32_t, std::vector<StepId>> within;
        for (std::size_t i = 0; i < steps.size(); ++i)
            if (component[edges[i].from] == component[edges[i].to]) within[component[edges[i].from]].push_back(steps[i]);
        std::vector<std::vector<StepId>> found;
        for (auto& [number, cyclic] : within) found.push_back(std::move(cyclic));
        return found;
    }

    /// Removes steps that are on no cycle of states, or else those that leave a location at which the cycles are cut.
    void cut(std::vector<StepId>& steps) {
        if (const std::uint32_t counter = one_way_cell(steps); counter != no_cell) {
            std::erase_if(steps, [&](StepId id) { return change(program_.steps[id], counter) != 0; });
            return;
        }
        LocationId at = none;
        for (const StepId id : steps)
            if (program_.locations[program_.steps[id].from].interruptible) at = std::min(at, program_.steps[id].from);
        if (at == none) return steps.clear();  // these cycles are within one move
        cuts_[at] = true;
        std::erase_if(steps, [&](StepId id) { return program_.steps[id].from == at; });
    }

    /// A cell that no other task writes, to which some of the steps add and none does anything else, or from which some subtract.
    std::uint32_t one_way_cell(const std::vector<StepId>& steps) const {
        std::map<std::uint32_t, int> direction;  // mixed: 2
        for (const StepId id : steps)
            for (const Assignment& assignment : program_.steps[id].assignments) note(assignment, program_.locations[program_.steps[id].from].task, direction);
        for (const auto& [cell, way] : direction)
            if (way == 1 || way == -1) return cell;
        return no_cell;
    }

    void note(const Assignment& assignment, TaskId task, std::map<std::uint32_t, int>& direction) const {
        const Variable& variable = program_.variables[assignment.variable];
        const Interval small{-(std::int64_t{1} << 62), std::int64_t{1} << 62};
        const std::uint32_t known = target(assignment);
        const std::uint32_t first = cells_.first[assignment.variable];
        for (std::uint32_t cell = first; cell < first + variable.count; ++cell) {
            if (known != no_cell && cell != known) continue;
            const bool own = writer_[cell] == task && program_.types[variable.type].table == none && small.contains(cells_.all[cell].values);
            const int way = own && cell == known ? change(assignment, cell) : 0;
            const auto [entry, added] = direction.try_emplace(cell, way == 0 ? 2 : way);
            if (!added && entry->second != way) entry->second = 2;
        }
    }

    std::uint32_t target(const Assignment& assignment) const {
        const std::uint32_t first = cells_.first[assignment.variable];
        if (assignment.index == no_expr) return first;
        const Interval index = worth_[assignment.index];
        if (!index.single() || index.low < 0 || index.low >= program_.variables[assignment.variable].count) return no_cell;
        return first + static_cast<std::uint32_t>(index.low);
    }

    int change(const Step& step, std::uint32_t cell) const {
        for (const Assignment& assignment : step.assignments)
            if (target(assignment) == cell) return change(assignment, cell);
        return 0;
    }

    /// 1 if the assignment adds to the cell, -1 if it subtracts from it, else 0. Stores outside of the domain are violations, so nothing wraps.
    int change(const Assignment& assignment, std::uint32_t cell) const {
        const Expression* node = &program_.expressions[assignment.value];
        while (node->op == Op::zero_extend || node->op == Op::sign_extend) {
            if (!changes_nothing(*node)) return 0;
            node = &program_.expressions[node->a];
        }
        if (node->op != Op::add && node->op != Op::subtract) return 0;
        if (reads(node->a, cell) && worth_[node->b].single()) {
            const int way = sign(worth_[node->b].low);
            return node->op == Op::add ? way : -way;
        }
        if (node->op == Op::add && reads(node->b, cell) && worth_[node->a].single()) return sign(worth_[node->a].low);
        return 0;
    }

    /// Of numbers that cannot make a sum wrap.
    static int sign(std::int64_t by) { return by > -(1 << 30) && by < 1 << 30 ? (by > 0) - (by < 0) : 0; }

    bool changes_nothing(const Expression& extension) const {
        const Interval inside = worth_[extension.a];
        if (extension.value >= 64) return true;
        const std::int64_t limit = std::int64_t{1} << (extension.op == Op::zero_extend ? extension.value : extension.value - 1);
        return inside.low >= (extension.op == Op::zero_extend ? 0 : -limit) && inside.high < limit;
    }

    /// Whether the expression is the cell, possibly in another width.
    bool reads(ExprId id, std::uint32_t cell) const {
        const Expression* node = &program_.expressions[id];
        while ((node->op == Op::zero_extend || node->op == Op::sign_extend) && changes_nothing(*node)) node = &program_.expressions[node->a];
        if (node->op == Op::load) return cells_.first[node->variable] == cell;
        if (node->op != Op::element || !worth_[node->a].single()) return false;
        return worth_[node->a].low >= 0 && worth_[node->a].low < program_.variables[node->variable].count &&
               cells_.first[node->variable] + worth_[node->a].low == cell;
    }

    static constexpr std::uint32_t no_cell = ~std::uint32_t{0};
    static constexpr TaskId several = none - 1;

    const Program& program_;
    const Cells& cells_;
    const std::vector<Interval>& worth_;
    std::vector<bool> cuts_;
    std::vector<TaskId> writer_;  // by cell: who writes it
};

}  // namespace

std::vector<bool> loop_cuts(const Program& program, const Cells& cells, const std::vector<Interval>& worth) {
    return LoopCuts(program, cells, worth).run();
}

}  // namespace mmapck::checker::explicit_
