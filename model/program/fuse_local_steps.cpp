// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/program/local_steps.h"
#include "model/program/passes.h"
#include "model/program/passes_with_ranges.h"

namespace mmapck::program {
namespace {

// Locations in a row that this pass joins to one move: far less than max_move_steps, which is there to find endless moves.
constexpr std::uint32_t max_fused = 1'000;

// A location may be passed within a move if all moves from it consist of local steps (see LocalSteps), one of them is always
// possible, and they end. Why verdicts stay: let a run pause at such a location while other tasks move. The local steps commute with those moves,
// so the same run with the local steps made at once reaches the same states, but for those in which the task is at the
// location, and these show every invariant, every lock and every other task the same cells as the state after the
// local steps. No violation is lost: local steps have none, are possible whenever they are next and cost no faults if a run
// wants none. No deadlock is lost: the task always has a move at the location. That local steps end is why every loop keeps a location
// between moves, the target of a step that closes it if no other. This is the classical reduction of Lipton (1975), for steps that move both ways.
class Fusion {
  public:
    Fusion(Program& program, const Ranges& ranges)
        : program_(program), cells_(program), ranges_(ranges), local_steps_(program, cells_, ranges_) {}

    void run() {
        inner_.assign(program_.locations.size(), false);
        for (LocationId at = 0; at < program_.locations.size(); ++at) inner_[at] = may_be_inner(at);
        closes_loop_.assign(program_.locations.size(), false);
        seen_.assign(program_.locations.size(), Seen::no);
        for (LocationId at = 0; at < program_.locations.size(); ++at)
            if (inner_[at] || within_move(at)) search(at);
        keep_moves_local();
        fuse();
    }

  private:
    enum class Seen : std::uint8_t { no, open, done };

    bool within_move(LocationId at) const {
        return !program_.locations[at].interruptible && !program_.locations[at].final;
    }

    /// True if nothing but local steps leaves from there, and one of them is always enabled.
    bool may_be_inner(LocationId at) {
        const Location& location = program_.locations[at];
        if (!ranges_.reached[at] || location.final || location.may_wait) return false;
        if (at == program_.tasks[location.task].first) return false;
        for (const StepId id : location.steps)
            if (!local_steps_.local(program_.steps[id])) return false;
        return local_steps_.always_enabled(at);
    }

    /// Depth-first among locations that are or may get within moves; notes the targets of steps that close loops, and postorder.
    void search(LocationId first) {
        if (seen_[first] != Seen::no) return;
        std::vector<std::pair<LocationId, std::size_t>> path{{first, 0}};
        seen_[first] = Seen::open;
        while (!path.empty()) {
            auto& [at, next] = path.back();
            const std::vector<StepId>& steps = program_.locations[at].steps;
            if (next == steps.size()) {
                seen_[at] = Seen::done;
                order_.push_back(at);
                path.pop_back();
                continue;
            }
            const LocationId to = program_.steps[steps[next++]].to;
            if (!inner_[to] && !within_move(to)) continue;
            if (seen_[to] == Seen::open) closes_loop_[to] = true;
            if (seen_[to] != Seen::no) continue;
            seen_[to] = Seen::open;
            path.emplace_back(to, 0);
        }
    }

    /// A location from which a move goes on through steps that are not local, or in a loop, is not inner. Postorder sees first what
    /// follows, but for the targets of steps that close loops.
    void keep_moves_local() {
        for (const LocationId at : order_)
            if (closes_loop_[at]) inner_[at] = false;
        for (const LocationId at : order_)
            for (const StepId id : program_.locations[at].steps)
                if (within_move(program_.steps[id].to) && !inner_[program_.steps[id].to]) inner_[at] = false;
    }

    /// In reverse postorder, with the number of fused locations up to each.
    void fuse() {
        std::vector<std::uint32_t> fused(program_.locations.size());
        for (auto at = order_.rbegin(); at != order_.rend(); ++at) {
            Location& location = program_.locations[*at];
            if (location.interruptible && inner_[*at] && fused[*at] < max_fused) {
                location.interruptible = false;
                ++fused[*at];
            } else if (location.interruptible) {
                fused[*at] = 0;
            }
            for (const StepId id : location.steps) {
                std::uint32_t& next = fused[program_.steps[id].to];
                next = std::max(next, fused[*at]);
            }
        }
    }

    Program& program_;
    Cells cells_;
    const Ranges& ranges_;
    LocalSteps local_steps_;
    std::vector<bool> inner_;        // by location: may be passed within a move
    std::vector<bool> closes_loop_;  // by location
    std::vector<LocationId> order_;
    std::vector<Seen> seen_;
};

}  // namespace

void fuse_local_steps(Program& program, const Ranges& ranges) { Fusion(program, ranges).run(); }

Program fuse_local_steps(Program program) {
    fuse_local_steps(program, analyse_ranges(program));
    return program;
}

}  // namespace mmapck::program
