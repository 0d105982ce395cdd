// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/lemmas.h"

#include <algorithm>
#include <map>
#include <set>

#include "model/program/live_cells.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

constexpr std::size_t most_combinations = 1024;  // of values, in one lemma
constexpr std::size_t most_phases = 4;           // places of a task that tells phases
constexpr std::size_t most_counters = 12;        // of which sums are tried

class Proposals {
  public:
    Proposals(const Program& program, TransitionSystem& system, const Samples& samples)
        : system_(system), terms_(system.terms), samples_(samples), cells_(program), live_(live_cells(program, cells_)) {}

    std::vector<Lemma> make() {
        std::vector<const Sample*> all;
        for (const Sample& state : samples_.states) all.push_back(&state);
        for (LeafId cell = 0; cell < system_.cells.size(); ++cell) {
            everywhere_.push_back(interval(all, cell));
            if (system_.cells[cell].counts) counters_.push_back(cell);
            if (!system_.cells[cell].left_out) propose_interval(none, none, cell, everywhere_.back(), terms_.values_of_leaf(cell));
        }
        if (counters_.size() > most_counters) counters_.clear();
        propose_sums(none, none, all);
        phases_ = phases();
        for (TaskId task = 0; task < system_.location_cells.size(); ++task) propose_by_location(task);
        return std::move(lemmas_);
    }

  private:
    static Interval interval(const std::vector<const Sample*>& states, LeafId cell) {
        Interval values = Interval::of((*states[0])[cell]);
        for (const Sample* state : states) values = join(values, Interval::of((*state)[cell]));
        return values;
    }

    void propose(TaskId task, LocationId at, ExprId condition) {
        if (task != none) condition = terms_.either(terms_.negation(phase_), condition);
        if (!terms_.is_true(condition)) lemmas_.push_back({task, at, condition, "", true});
    }

    void propose_interval(TaskId task, LocationId at, LeafId cell, Interval values, Interval known) {
        if (values == known) return;
        const ExprId leaf = terms_.leaf(cell);
        if (values.single() && !system_.cells[cell].counts) return propose(task, at, terms_.equal(leaf, terms_.constant(values.low)));
        propose(task, at, terms_.at_most(terms_.constant(values.low), leaf));
        if (!system_.cells[cell].counts) propose(task, at, terms_.at_most(leaf, terms_.constant(values.high)));
    }

    /// Tasks that are at few places: those that run before or after all others. What holds depends on whether they ran.
    std::vector<LeafId> phases() const {
        std::vector<LeafId> cells;
        for (const LeafId where : system_.location_cells) {
            std::set<std::int64_t> places;
            for (const Sample& state : samples_.states) places.insert(state[where]);
            if (places.size() > 1 && places.size() <= most_phases) cells.push_back(where);
        }
        return cells;
    }

    /// Whether nobody reads what the cell has while the task is there.
    bool is_dead(LeafId cell, TaskId task, LocationId at) const {
        return cell < cells_.size() && cells_.owner(cell) == task && !std::binary_search(live_[at].begin(), live_[at].end(), cell);
    }

    void propose_by_location(TaskId task) {
        const LeafId where = system_.location_cells[task];
        std::map<Sample, std::vector<const Sample*>> states;
        for (const Sample& state : samples_.states) {
            Sample key{state[where]};
            for (const LeafId phase : phases_) key.push_back(state[phase]);
            states[key].push_back(&state);
        }
        std::map<LocationId, ExprId> some_phase;
        for (const auto& [key, here] : states) {
            phase_ = terms_.truth(true);
            for (std::size_t i = 0; i < phases_.size(); ++i)
                if (phases_[i] != where) phase_ = terms_.both(phase_, terms_.equal(terms_.leaf(phases_[i]), terms_.constant(key[i + 1])));
            const auto location = static_cast<LocationId>(key[0]);
            std::vector<LeafId> varying;
            for (LeafId cell = 0; cell < system_.cells.size(); ++cell) {
                if (cell == where || is_dead(cell, task, location)) continue;
                const Interval values = interval(here, cell);
                if (!values.single() && !system_.cells[cell].counts) varying.push_back(cell);
                propose_interval(task, location, cell, values, everywhere_[cell]);
            }
            propose_combinations(task, location, here, varying);
            propose_sums(task, location, here);
            ExprId& some = some_phase.try_emplace(location, terms_.truth(false)).first->second;
            some = terms_.either(some, phase_);
        }
        for (const auto& [at, some] : some_phase)
            if (!terms_.is_true(some)) lemmas_.push_back({task, at, some, "", true});
        for (const Block& block : system_.blocks)
            if (block.task == task && !some_phase.count(block.from)) lemmas_.push_back({task, block.from, terms_.truth(false), "", true});   // the task is never there
    }

    /// The values that the cells have together.
    void propose_combinations(TaskId task, LocationId at, const std::vector<const Sample*>& states, const std::vector<LeafId>& cells) {
        if (cells.empty()) return;
        std::set<Sample> combinations;
        for (const Sample* state : states) {
            Sample combination;
            for (const LeafId cell : cells) combination.push_back((*state)[cell]);
            combinations.insert(std::move(combination));
            if (combinations.size() > most_combinations) return;
        }
        ExprId some = terms_.truth(false);
        for (const Sample& combination : combinations) {
            ExprId all = terms_.truth(true);
            for (std::size_t i = 0; i < cells.size(); ++i) all = terms_.both(all, terms_.equal(terms_.leaf(cells[i]), terms_.constant(combination[i])));
            some = terms_.either(some, all);
        }
        propose(task, at, some);
    }

    /// a = b + d and a = b + c + d, for counters a, b, c and a number d.
    void propose_sums(TaskId task, LocationId at, const std::vector<const Sample*>& states) {
        const auto propose_sum = [&](LeafId a, LeafId b, LeafId c) {
            const auto difference = [&](const Sample& state) { return state[a] - state[b] - (c == none ? 0 : state[c]); };
            const std::int64_t first = difference(*states[0]);
            if (std::any_of(states.begin(), states.end(), [&](const Sample* state) { return difference(*state) != first; })) return;
            ExprId sum = terms_.add(terms_.leaf(b), terms_.constant(first));
            if (c != none) sum = terms_.add(sum, terms_.leaf(c));
            propose(task, at, terms_.equal(terms_.leaf(a), sum));
        };
        for (const LeafId a : counters_)
            for (const LeafId b : counters_) {
                if (a < b) propose_sum(a, b, none);
                for (const LeafId c : counters_)
                    if (a != b && a != c && b < c) propose_sum(a, b, c);
            }
    }

    TransitionSystem& system_;
    Terms& terms_;
    const Samples& samples_;
    const Cells cells_;
    const std::vector<std::vector<CellId>> live_;   // by location
    std::vector<Interval> everywhere_;
    std::vector<LeafId> counters_, phases_;
    ExprId phase_ = no_expr;      // that the tasks of phases_ are where they are in the states that are looked at
    std::vector<Lemma> lemmas_;
};

}  // namespace

std::vector<Lemma> goals(TransitionSystem& system) {
    std::vector<Lemma> lemmas;
    for (const Failure& failure : system.failures) lemmas.push_back({none, none, system.terms.negation(failure.condition), failure.kind, failure.kind != kind::deadlock});
    return lemmas;
}

std::vector<Lemma> candidates(const Program& program, TransitionSystem& system, const Samples& samples) { return Proposals(program, system, samples).make(); }

}  // namespace mmapck::checker::symbolic
