// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/exclusion.h"

#include <algorithm>
#include <set>

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

constexpr std::size_t most_rows = 64;         // of a table of values
constexpr std::size_t most_cells = 4;         // of a lemma about all locations

using Rows = std::vector<std::uint32_t>;      // numbers of samples

class Exclusion {
  public:
    Exclusion(TransitionSystem& system, const std::vector<Sample>& samples, const Stranger& stranger) : system_(system), samples_(samples), stranger_(stranger) {}

    std::optional<Lemma> find(std::size_t& agreeing) {
        agreeing = no_sample;
        Rows everywhere(samples_.size());
        for (std::uint32_t row = 0; row < everywhere.size(); ++row) everywhere[row] = row;
        std::vector<LeafId> cells = stranger_.cells;
        std::erase_if(cells, [&](LeafId cell) { return is_location(cell); });
        // what holds wherever tasks are says most
        if (Rows left = everywhere; cover(cells, left, most_cells) && left.empty()) return lemma(none, everywhere);
        const LeafId where = system_.location_cells[stranger_.task];
        Rows here = everywhere;
        std::erase_if(here, [&](std::uint32_t row) { return samples_[row][where] != stranger_.state[where]; });
        if (Rows left = here; cover(stranger_.cells, left, stranger_.cells.size()) && left.empty()) return lemma(stranger_.task, here);
        else agreeing = left[0];
        return std::nullopt;
    }

  private:
    bool is_location(LeafId cell) const { return system_.cells[cell].variable == none && system_.cells[cell].task != none; }
    bool same(std::uint32_t row, LeafId cell) const { return samples_[row][cell] == stranger_.state[cell]; }

    /// Chooses cells until no row has the stranger's values in all of them, the one that tells most rows apart first, and keeps those that are needed. False if too many are.
    bool cover(const std::vector<LeafId>& cells, Rows& left, std::size_t most) {
        const Rows all = left;
        chosen_.clear();
        while (!left.empty()) {
            std::size_t fewest = left.size();
            LeafId best = 0;
            for (const LeafId cell : cells) {
                const auto count = std::size_t(std::count_if(left.begin(), left.end(), [&](std::uint32_t row) { return same(row, cell); }));
                if (count < fewest) fewest = count, best = cell;
            }
            if (fewest == left.size() || chosen_.size() == most) return false;
            chosen_.push_back(best);
            std::erase_if(left, [&](std::uint32_t row) { return !same(row, best); });
        }
        for (std::size_t i = 0; i < chosen_.size();) {
            const LeafId cell = chosen_[i];
            chosen_.erase(chosen_.begin() + std::ptrdiff_t(i));
            const bool needed = std::any_of(all.begin(), all.end(), [&](std::uint32_t row) {
                return std::all_of(chosen_.begin(), chosen_.end(), [&](LeafId other) { return same(row, other); });
            });
            if (needed) chosen_.insert(chosen_.begin() + std::ptrdiff_t(i++), cell);
        }
        std::sort(chosen_.begin(), chosen_.end());
        return true;
    }

    /// Where the other tasks are as they are in the stranger's state, the chosen cells have the values of one of the rows; or, if these are too many, not the stranger's.
    Lemma lemma(TaskId task, const Rows& rows) {
        Terms& terms = system_.terms;
        std::vector<LeafId> given, free;
        for (const LeafId cell : chosen_) (is_location(cell) ? given : free).push_back(cell);
        std::set<Sample> table;
        for (const std::uint32_t row : rows) {
            if (!std::all_of(given.begin(), given.end(), [&](LeafId cell) { return same(row, cell); })) continue;
            Sample values;
            for (const LeafId cell : free) values.push_back(samples_[row][cell]);
            table.insert(std::move(values));
            if (table.size() > most_rows) break;
        }
        ExprId holds = terms.truth(false);
        if (table.size() <= most_rows) {
            for (const Sample& values : table) holds = terms.either(holds, have(free, values));
        } else {
            Sample values;
            for (const LeafId cell : free) values.push_back(stranger_.state[cell]);
            holds = terms.negation(have(free, values));
        }
        for (const LeafId cell : given) holds = terms.either(terms.negation(have({cell}, {stranger_.state[cell]})), holds);
        return {task, task == none ? none : LocationId(stranger_.state[system_.location_cells[task]]), holds, "", true};
    }

    ExprId have(const std::vector<LeafId>& cells, const Sample& values) {
        Terms& terms = system_.terms;
        ExprId all = terms.truth(true);
        for (std::size_t i = 0; i < cells.size(); ++i) all = terms.both(all, terms.equal(terms.leaf(cells[i]), terms.constant(values[i])));
        return all;
    }

    TransitionSystem& system_;
    const std::vector<Sample>& samples_;
    const Stranger& stranger_;
    std::vector<LeafId> chosen_;
};

}  // namespace

std::optional<Lemma> exclusion(TransitionSystem& system, const std::vector<Sample>& samples, const Stranger& stranger, std::size_t& agreeing) {
    return Exclusion(system, samples, stranger).find(agreeing);
}

}  // namespace mmapck::checker::symbolic
