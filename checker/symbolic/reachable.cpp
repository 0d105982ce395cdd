// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/reachable.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <stdexcept>

#include "model/program/live_cells.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

using Places = std::vector<LocationId>;

class Grouping {
  public:
    Grouping(const Program& program, const TransitionSystem& system, const Samples& samples)
        : system_(system), samples_(samples.states), moves_(samples.moves), cells_(program), live_(live_cells(program, cells_)), changes_(system.cells.size()) {}

    Reachable make() {
        Reachable result;
        for (LeafId cell = 0; cell < system_.cells.size(); ++cell) {
            const std::int64_t first = samples_[0][cell];
            changes_[cell] = std::any_of(samples_.begin(), samples_.end(), [&](const Sample& state) { return state[cell] != first; });
            if (!changes_[cell]) result.constants.emplace_back(cell, first);
        }
        std::map<Places, std::vector<std::size_t>> together;
        for (std::size_t state = 0; state < samples_.size(); ++state) together[places_of(samples_[state])].push_back(state);
        for (const auto& [places, states] : together) result.groups.push_back(group(places, states));
        return result;
    }

  private:
    Places places_of(const Sample& state) const {
        Places places;
        for (const LeafId cell : system_.location_cells) places.push_back(static_cast<LocationId>(state[cell]));
        return places;
    }

    bool matters(LeafId cell, const Places& places) const {
        if (!changes_[cell] || (system_.cells[cell].variable == none && system_.cells[cell].task != none)) return false;
        const TaskId owner = cell < cells_.size() ? cells_.owner(cell) : none;
        return owner == none || std::binary_search(live_[places[owner]].begin(), live_[places[owner]].end(), cell);
    }

    StateGroup group(const Places& places, const std::vector<std::size_t>& states) const {
        StateGroup group{places, {}, {}, {}};
        for (LeafId cell = 0; cell < system_.cells.size(); ++cell)
            if (matters(cell, places)) group.cells.push_back(cell);
        std::map<Sample, std::uint32_t> rows;
        for (const std::size_t state : states) {
            Sample row;
            for (const LeafId cell : group.cells) row.push_back(samples_[state][cell]);
            std::uint32_t& moves = rows.try_emplace(std::move(row), moves_[state]).first->second;
            moves = std::min(moves, moves_[state]);
        }
        for (const auto& [row, moves] : rows) {
            group.rows.push_back(row);
            group.moves.push_back(moves);
        }
        return group;
    }

    const TransitionSystem& system_;
    const std::vector<Sample>& samples_;
    const std::vector<std::uint32_t>& moves_;
    const Cells cells_;
    const std::vector<std::vector<CellId>> live_;   // by location
    std::vector<bool> changes_;                     // by cell
};

/// Numbers and cells, one after the other.
class Words {
  public:
    Words(const TransitionSystem& system, std::string_view text) : system_(system), text_(text) {}

    bool at_end() const { return text_.empty(); }
    bool take(std::string_view word) {
        if (!text_.starts_with(word)) return false;
        text_.remove_prefix(word.size());
        return true;
    }
    std::int64_t number() {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
        if (error != std::errc()) fail();
        text_.remove_prefix(std::size_t(end - text_.data()));
        return value;
    }
    LeafId cell() {
        expect("c");
        const std::int64_t cell = number();
        if (cell < 0 || std::size_t(cell) >= system_.cells.size()) throw std::invalid_argument("the program has no cell c" + std::to_string(cell));
        return static_cast<LeafId>(cell);
    }
    void expect(std::string_view word) {
        if (!take(word)) fail();
    }
    [[noreturn]] void fail() const { throw std::invalid_argument("'" + std::string(text_.substr(0, 40)) + "' is no part of a set of states"); }

  private:
    const TransitionSystem& system_;
    std::string_view text_;
};

StateGroup read_group(const TransitionSystem& system, Words& words) {
    StateGroup group;
    for (std::size_t task = 0; task < system.location_cells.size(); ++task) {
        words.expect(" ");
        const std::int64_t at = words.number();
        if (at < 0 || at >= system.locations) throw std::invalid_argument("a state is at a place that the program does not have");
        group.places.push_back(static_cast<LocationId>(at));
    }
    words.expect(" :");
    while (words.take(" ")) group.cells.push_back(words.cell());
    while (words.take(":")) {
        Sample& row = group.rows.emplace_back();
        for (std::size_t cell = 0; cell < group.cells.size(); ++cell) {
            if (cell > 0) words.expect(" ");
            row.push_back(words.number());
        }
    }
    return group;
}

}  // namespace

Reachable reachable(const Program& program, const TransitionSystem& system, const Samples& samples) { return Grouping(program, system, samples).make(); }

std::vector<std::string> to_text(const Reachable& reachable) {
    std::vector<std::string> lines{"constant"};
    for (const auto& [cell, value] : reachable.constants) lines.back() += " c" + std::to_string(cell) + "=" + std::to_string(value);
    for (const StateGroup& group : reachable.groups) {
        std::string& line = lines.emplace_back("at");
        for (const LocationId place : group.places) line += " " + std::to_string(place);
        line += " :";
        for (const LeafId cell : group.cells) line += " c" + std::to_string(cell);
        for (const Sample& row : group.rows)
            for (std::size_t i = 0; i < std::max<std::size_t>(row.size(), 1); ++i) line += (i == 0 ? ":" : " ") + (row.empty() ? "" : std::to_string(row[i]));
    }
    return lines;
}

Reachable read_reachable(const TransitionSystem& system, const std::vector<std::string>& lines) {
    Reachable result;
    for (const std::string& line : lines) {
        Words words(system, line);
        if (words.take("constant")) {
            while (words.take(" ")) {
                const LeafId cell = words.cell();
                words.expect("=");
                result.constants.emplace_back(cell, words.number());
            }
        } else {
            words.expect("at");
            result.groups.push_back(read_group(system, words));
        }
        if (!words.at_end()) words.fail();
    }
    return result;
}

}  // namespace mmapck::checker::symbolic
