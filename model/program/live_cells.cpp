// SPDX-License-Identifier: Apache-2.0
#include "model/program/live_cells.h"

#include <algorithm>
#include <bit>

#include "model/program/postorder.h"
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
            if (observed[cell]) set(observed_.data(), number_[cell]);
    }

    /// Fills in `live` for the given locations, all those of the task; fastest if each stands behind those that its steps lead to.
    void run(const std::vector<LocationId>& locations, std::vector<std::vector<CellId>>& live) {
        collect(locations);
        std::vector<bool> waiting(locations.size(), true);
        std::vector<std::uint32_t> work;  // a stack
        for (auto i = static_cast<std::uint32_t>(locations.size()); i > 0; --i) work.push_back(i - 1);
        while (!work.empty()) {
            const std::uint32_t i = work.back();
            work.pop_back();
            waiting[i] = false;
            if (!update(i)) continue;
            for (const std::uint32_t before : before_[i]) {
                if (waiting[before]) continue;
                waiting[before] = true;
                work.push_back(before);
            }
        }
        for (std::size_t i = 0; i < locations.size(); ++i) live[locations[i]] = list(row(i));
    }

  private:
    using Word = std::uint64_t;

    /// Of a step: where it goes, by the number among the task's locations, and two ranges of accesses_.
    struct Effect {
        std::uint32_t to;
        std::uint32_t reads, writes, end;
    };

    static void set(Word* bits, std::uint32_t number) { bits[number / 64] |= Word{1} << number % 64; }
    static void clear(Word* bits, std::uint32_t number) { bits[number / 64] &= ~(Word{1} << number % 64); }
    Word* row(std::size_t location) { return live_.data() + location * words_; }

    void collect(const std::vector<LocationId>& locations) {
        std::vector<std::uint32_t> index(program_.locations.size());
        for (std::uint32_t i = 0; i < locations.size(); ++i) index[locations[i]] = i;
        before_.resize(locations.size());
        first_.reserve(locations.size() + 1);
        for (const LocationId location : locations) {
            first_.push_back(static_cast<std::uint32_t>(effects_.size()));
            for (const StepId id : program_.locations[location].steps) {
                const std::uint32_t to = index[program_.steps[id].to];
                add_effect(program_.steps[id], to);
                before_[to].push_back(index[location]);
            }
        }
        first_.push_back(static_cast<std::uint32_t>(effects_.size()));
        live_.reserve(locations.size() * words_);
        for (std::size_t i = 0; i < locations.size(); ++i) live_.insert(live_.end(), observed_.begin(), observed_.end());
        before_step_.resize(words_);
    }

    void add_effect(const Step& step, std::uint32_t to) {
        const auto here = [&] { return static_cast<std::uint32_t>(accesses_.size()); };
        Effect effect{to, here(), 0, 0};
        walk_.restart();
        for_each_expression(step, [&](ExprId root) {
            walk_(root, [&](const Expression& node) {
                for_each_cell_read(program_, cells_, node, [&](CellId cell) {
                    if (number_[cell] != none) accesses_.push_back(number_[cell]);
                });
            });
        });
        effect.writes = here();
        for (const Assignment& assignment : step.assignments) {
            const CellId cell = cells_.element(assignment.variable, assignment.index);
            if (cell != none && number_[cell] != none) accesses_.push_back(number_[cell]);
        }
        effect.end = here();
        effects_.push_back(effect);
    }

    /// Adds what is live before each step from there. True if that was new.
    bool update(std::size_t location) {
        Word* const all = row(location);
        Word more = 0;
        for (std::uint32_t i = first_[location]; i < first_[location + 1]; ++i) {
            const Effect& effect = effects_[i];
            std::copy_n(row(effect.to), words_, before_step_.begin());
            for (std::uint32_t write = effect.writes; write < effect.end; ++write) clear(before_step_.data(), accesses_[write]);
            for (std::uint32_t read = effect.reads; read < effect.writes; ++read) set(before_step_.data(), accesses_[read]);
            for (std::size_t word = 0; word < words_; ++word) {
                more |= before_step_[word] & ~all[word];
                all[word] |= before_step_[word];
            }
        }
        return more != 0;
    }

    std::vector<CellId> list(const Word* bits) const {
        std::size_t count = 0;
        for (std::size_t word = 0; word < words_; ++word) count += static_cast<std::size_t>(std::popcount(bits[word]));
        std::vector<CellId> result;
        result.reserve(count);
        for (std::size_t word = 0; word < words_; ++word)
            for (Word rest = bits[word]; rest != 0; rest &= rest - 1)
                result.push_back(own_[64 * word + static_cast<std::size_t>(std::countr_zero(rest))]);
        return result;
    }

    const Program& program_;
    const Cells& cells_;
    NodeWalk& walk_;
    std::vector<std::uint32_t> number_;  // by cell: its number among the task's own, or none
    std::vector<CellId> own_;
    std::size_t words_ = 0;
    std::vector<Word> observed_;
    std::vector<Effect> effects_;
    std::vector<std::uint32_t> first_;                // by location: of effects_
    std::vector<std::uint32_t> accesses_;             // numbers of cells
    std::vector<std::vector<std::uint32_t>> before_;  // where steps to a location come from
    std::vector<Word> live_;                          // rows of bits by location
    std::vector<Word> before_step_;                   // of update()
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
    std::vector<std::vector<LocationId>> locations;
    std::vector<bool> reached(program.locations.size());
    for (const Task& task : program.tasks) {
        locations.push_back(postorder(program, task));
        for (const LocationId at : locations.back()) reached[at] = true;
    }
    for (LocationId at = 0; at < program.locations.size(); ++at)
        if (!reached[at]) locations[program.locations[at].task].push_back(at);
    std::vector<std::vector<CellId>> live(program.locations.size());
    NodeWalk walk(program.expressions);
    for (TaskId task = 0; task < program.tasks.size(); ++task)
        TaskLiveness(program, cells, task, observed, walk).run(locations[task], live);
    return live;
}

}  // namespace mmapck::program
