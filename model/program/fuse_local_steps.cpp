// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/program/local_steps.h"
#include "model/program/passes.h"

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
// between moves: the target of a step that closes it. This is the classical reduction of Lipton (1975), for steps that move both ways.
class Fusion {
  public:
    explicit Fusion(Program& program)
        : program_(program), cells_(program), ranges_(analyse_ranges(program, cells_)),
          local_steps_(program, cells_, ranges_) {}

    void run() {
        local_.assign(program_.locations.size(), false);
        for (LocationId at = 0; at < program_.locations.size(); ++at) local_[at] = leaves_locally(at);
        closes_loop_.assign(program_.locations.size(), false);
        order_.reserve(program_.locations.size());
        seen_.assign(program_.locations.size(), Seen::no);
        for (const Task& task : program_.tasks) search(task.first);
        keep_moves_local();
        fuse();
    }

  private:
    enum class Seen : std::uint8_t { no, open, done };

    bool leaves_locally(LocationId at) {
        const Location& location = program_.locations[at];
        if (!ranges_.reached[at] || location.final || location.may_wait) return false;
        for (const StepId id : location.steps)
            if (!local_steps_.local(program_.steps[id])) return false;
        return local_steps_.always_enabled(at);
    }

    /// Depth-first; notes the targets of steps that close loops, and locations in postorder.
    void search(LocationId first) {
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
            if (seen_[to] == Seen::open) closes_loop_[to] = true;
            if (seen_[to] != Seen::no) continue;
            seen_[to] = Seen::open;
            path.emplace_back(to, 0);
        }
    }

    /// Of locations within moves, those stay local from which all of the rest of the move is, without a loop. Postorder sees what
    /// follows first, and loops are cut at their targets.
    void keep_moves_local() {
        for (const LocationId at : order_)
            if (!program_.locations[at].interruptible && closes_loop_[at]) local_[at] = false;
        for (const LocationId at : order_) {
            const Location& location = program_.locations[at];
            for (const StepId id : location.steps) {
                const LocationId to = program_.steps[id].to;
                const Location& next = program_.locations[to];
                if (!next.interruptible && !next.final && !local_[to]) local_[at] = false;
            }
        }
    }

    /// In reverse postorder, with the number of fused locations up to each.
    void fuse() {
        std::vector<std::uint32_t> fused(program_.locations.size());
        std::vector<bool> first(program_.locations.size());
        for (const Task& task : program_.tasks) first[task.first] = true;
        for (auto at = order_.rbegin(); at != order_.rend(); ++at) {
            Location& location = program_.locations[*at];
            if (location.interruptible && local_[*at] && !first[*at] && !closes_loop_[*at] && fused[*at] < max_fused) {
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
    Ranges ranges_;
    LocalSteps local_steps_;
    std::vector<bool> local_;        // by location
    std::vector<bool> closes_loop_;  // by location
    std::vector<LocationId> order_;
    std::vector<Seen> seen_;
};

}  // namespace

Program fuse_local_steps(Program program) {
    Fusion(program).run();
    return program;
}

}  // namespace mmapck::program
