// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/trace.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "checker/explicit/only_move.h"
#include "checker/explicit/stubborn_choice.h"
#include "checker/explicit/successors.h"

namespace mmapck::checker::explicit_ {

namespace {

/// Takes moves again, and notes their steps.
class Retake {
  public:
    Retake(const Model& model, const Options& options)
        : model_(model), invariants_(model, options.skip_unwritten), successors_(model, false), choice_(model, options, nullptr), state_(successors_.initial()) {
        if (choice_.made() && options.pass_chains) only_move_.emplace(model, invariants_, false);
    }

    /// An outcome of the state, with so many steps of its move. Whether it may lead to a state that was passed through.
    bool outcome(std::uint32_t ordinal, std::uint32_t steps) {
        successors_.load(state_.data(), model_.program.max_faults - trace_.faults, choice_(state_.data()));
        Ending ending = successors_.next();
        while (successors_.ordinal() != ordinal) ending = successors_.next();
        add(successors_.machine().path(), steps);
        if (ending == Ending::moved) set(successors_.packed());
        return ending == Ending::moved && successors_.machine().faults() == 0;
    }

    /// So many of the moves that are the only ones, as far as there are; the last of them with so many steps.
    void pass(std::uint32_t moves, std::uint32_t steps) {
        if (!only_move_) return;
        for (std::uint32_t move = 1; move <= moves; ++move) {
            const TaskSet first = choice_(state_.data());
            if (first == everyone) return;
            only_move_->load(state_.data(), first);
            const Word* const next = only_move_->take(choice_);
            if (next == nullptr) return;
            add(only_move_->path(), move == moves ? steps : Origin::all);
            set(next);
        }
    }

    Trace trace() { return std::move(trace_); }

  private:
    void add(std::span<const PathStep> path, std::uint32_t steps) {
        const std::size_t count = std::min<std::size_t>(path.size(), steps);
        for (std::size_t s = 0; s < count; ++s) {
            trace_.steps.push_back({path[s].step, path[s].choice, s == 0});
            if (model_.program.steps[path[s].step].kind == program::StepKind::fault) ++trace_.faults;
        }
        ++trace_.moves;
    }

    void set(const Word* state) { std::copy_n(state, state_.size(), state_.begin()); }

    const Model& model_;
    Invariants invariants_;
    Successors successors_;
    StubbornChoice choice_;
    std::optional<OnlyMove> only_move_;
    std::vector<Word> state_;
    Trace trace_;
};

}  // namespace

Trace trace_along(const Model& model, const Options& options, const std::vector<Link>& path, const Origin& origin) {
    Retake retake(model, options);
    for (std::size_t i = 0; i < path.size(); ++i) {
        const bool last = i + 1 == path.size() && origin.ordinal != Origin::no_move;
        const bool more = retake.outcome(path[i].ordinal(), last && origin.passed == 0 ? origin.steps : Origin::all);
        if (last) retake.pass(origin.passed, origin.steps);
        else if (more) retake.pass(OnlyMove::most, Origin::all);
    }
    return retake.trace();
}

}  // namespace mmapck::checker::explicit_
