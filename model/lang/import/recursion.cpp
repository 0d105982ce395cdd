// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/lang/import/functions.h"

namespace mmapck::lang::front {

namespace {

using Function = const clang::FunctionDecl*;

/// Depth-first search over the calls, in source order, with its own stack: chains of calls may be long.
class Search {
  public:
    explicit Search(Context& context) : context_(context) {
        for (const CallEdge& edge : context.calls) {
            edges_[edge.caller].push_back(&edge);
        }
    }

    void run() {
        for (const CallEdge& edge : context_.calls) {
            if (state_.try_emplace(edge.caller, State::open).second) {
                visit(edge.caller);
            }
        }
    }

  private:
    enum class State { open, done };
    struct Level {
        Function function;
        std::size_t next = 0;
    };

    void visit(Function first) {
        path_.push_back({first});
        while (!path_.empty()) {
            Level& level = path_.back();
            const auto& calls = edges_[level.function];
            if (level.next == calls.size()) {
                state_[level.function] = State::done;
                path_.pop_back();
                continue;
            }
            const CallEdge& edge = *calls[level.next++];
            const auto [callee, is_new] = state_.try_emplace(edge.callee, State::open);
            if (is_new) {
                path_.push_back({edge.callee});
            } else if (callee->second == State::open) {
                report(edge);
            }
        }
    }

    void report(const CallEdge& edge) {
        auto level = std::find_if(path_.begin(), path_.end(), [&](const Level& l) { return l.function == edge.callee; });
        std::string cycle;
        for (; level != path_.end(); ++level) {
            cycle += quoted(level->function->getName()) + " calls ";
        }
        context_.reject(edge.where, "recursion: " + cycle + quoted(edge.callee->getName()),
                        "use a loop; what is kept for each level goes into a pool or an array");
    }

    Context& context_;
    std::unordered_map<Function, std::vector<const CallEdge*>> edges_;
    std::unordered_map<Function, State> state_;
    std::vector<Level> path_;
};

}  // namespace

void check_recursion(Context& context) { Search(context).run(); }

}  // namespace mmapck::lang::front
