// SPDX-License-Identifier: Apache-2.0
#include "model/program/live_cells.h"

#include <bit>

#include "model/program/step_expressions.h"

namespace mmapck::program {
namespace {

template <typename Visit>
void for_each_cell_read(const Program& program, const Cells& cells, const Expression& node, Visit&& visit) {
    if (node.op != Op::load && node.op != Op::element) return;
    const CellId known = cells.read_by(node);
    if (known != none) {
        visit(known);
    } else if (program.expressions[node.a].op != Op::constant) {
        for (CellId cell = cells.first(node.variable); cell < cells.first(node.variable + 1); ++cell) visit(cell);
    }
}

/// Liveness of one task's cells.
class TaskLiveness {
  public:
    TaskLiveness(const Program& program, const Cells& cells, TaskId task, const std::vector<bool>& observed,
                 NodeWalk& walk)
        : program_(program), cells_(cells), walk_(walk), number_(cells.size(), none) {
        for (CellId cell = 0; cell < cells.size(); ++cell) {
            if (cells.owner(cell) != task) continue;
            number_[cell] = static_cast<std::uint32_t>(own_.size());
            own_.push_back(cell);
        }
        words_ = (own_.size() + 63) / 64;
        observed_.resize(words_);
        for (const CellId cell : own_)
            if (observed[cell]) set(observed_, number_[cell]);
    }

    /// Fills in `live` for the given locations, all those of the task.
    void run(const std::vector<LocationId>& locations, std::vector<std::vector<CellId>>& live) {
        collect(locations);
        std::vector<bool> waiting(locations.size(), true);
        std::vector<std::size_t> work(locations.size());
        for (std::size_t i = 0; i < work.size(); ++i) work[i] = i;
        while (!work.empty()) {
            const std::size_t i = work.back();
            work.pop_back();
            waiting[i] = false;
            if (!update(i)) continue;
            for (const std::size_t before : before_[i]) {
                if (waiting[before]) continue;
                waiting[before] = true;
                work.push_back(before);
            }
        }
        for (std::size_t i = 0; i < locations.size(); ++i) live[locations[i]] = list(live_[i]);
    }

  private:
    using Bits = std::vector<std::uint64_t>;

    struct Effect {
        std::size_t to;  // index among the task's locations
        std::vector<std::uint32_t> reads, writes;
    };

    static void set(Bits& bits, std::uint32_t number) { bits[number / 64] |= std::uint64_t{1} << number % 64; }
    static void clear(Bits& bits, std::uint32_t number) { bits[number / 64] &= ~(std::uint64_t{1} << number % 64); }

    void collect(const std::vector<LocationId>& locations) {
        std::vector<std::size_t> index(program_.locations.size());
        for (std::size_t i = 0; i < locations.size(); ++i) index[locations[i]] = i;
        before_.resize(locations.size());
        for (const LocationId location : locations) {
            effects_.emplace_back();
            for (const StepId id : program_.locations[location].steps) {
                const std::size_t to = index[program_.steps[id].to];
                effects_.back().push_back(effect(program_.steps[id], to));
                before_[to].push_back(index[location]);
            }
        }
        live_.assign(locations.size(), observed_);
    }

    Effect effect(const Step& step, std::size_t to) {
        Effect effect{to, {}, {}};
        walk_.restart();
        for_each_expression(step, [&](ExprId root) {
            walk_(root, [&](const Expression& node) {
                for_each_cell_read(program_, cells_, node, [&](CellId cell) {
                    if (number_[cell] != none) effect.reads.push_back(number_[cell]);
                });
            });
        });
        for (const Assignment& assignment : step.assignments) {
            const CellId cell = cells_.element(assignment.variable, assignment.index);
            if (cell != none && number_[cell] != none) effect.writes.push_back(number_[cell]);
        }
        return effect;
    }

    bool update(std::size_t i) {
        all_ = live_[i];
        for (const Effect& effect : effects_[i]) {
            before_step_ = live_[effect.to];
            for (const std::uint32_t number : effect.writes) clear(before_step_, number);
            for (const std::uint32_t number : effect.reads) set(before_step_, number);
            for (std::size_t word = 0; word < words_; ++word) all_[word] |= before_step_[word];
        }
        if (all_ == live_[i]) return false;
        live_[i] = all_;
        return true;
    }

    std::vector<CellId> list(const Bits& bits) const {
        std::vector<CellId> result;
        for (std::size_t word = 0; word < words_; ++word)
            for (std::uint64_t rest = bits[word]; rest != 0; rest &= rest - 1)
                result.push_back(own_[64 * word + static_cast<std::size_t>(std::countr_zero(rest))]);
        return result;
    }

    const Program& program_;
    const Cells& cells_;
    NodeWalk& walk_;
    std::vector<std::uint32_t> number_;  // by cell: its number among the task's own, or none
    std::vector<CellId> own_;
    std::size_t words_ = 0;
    Bits observed_;
    std::vector<std::vector<Effect>> effects_;
    std::vector<std::vector<std::size_t>> before_;  // where steps to a location come from
    std::vector<Bits> live_;
    Bits all_, before_step_;  // of update()
};

}  // namespace

std::vector<bool> observed_cells(const Program& program, const Cells& cells) {
    std::vector<bool> observed(cells.size());
    NodeWalk walk(program.expressions);
    for_each_condition(program, [&](ExprId root) {
        walk(root, [&](const Expression& node) {
            for_each_cell_read(program, cells, node, [&](CellId cell) { observed[cell] = true; });
        });
    });
    return observed;
}

std::vector<std::vector<CellId>> live_cells(const Program& program, const Cells& cells) {
    const std::vector<bool> observed = observed_cells(program, cells);
    std::vector<std::vector<LocationId>> locations(program.tasks.size());
    for (LocationId at = 0; at < program.locations.size(); ++at) locations[program.locations[at].task].push_back(at);
    std::vector<std::vector<CellId>> live(program.locations.size());
    NodeWalk walk(program.expressions);
    for (TaskId task = 0; task < program.tasks.size(); ++task)
        TaskLiveness(program, cells, task, observed, walk).run(locations[task], live);
    return live;
}

}  // namespace mmapck::program
