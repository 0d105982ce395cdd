// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/bounded.h"

#include "checker/symbolic/trace.h"
#include "checker/symbolic/unrolling.h"

namespace mmapck::checker::symbolic {

using program::Program;

namespace {

class Search {
  public:
    Search(const Program& program, const TransitionSystem& system, const BoundedOptions& options)
        : program_(program), system_(system), options_(options), unrolling_(system, options.numbers, false), solver_(options.solver) {}

    Verdict run() {
        if (options_.numbers == Numbers::bits) solver_.tell("(set-logic QF_BV)\n");   // bits are then solved by SAT, which is much faster
        solver_.tell(unrolling_.declare_state(0));
        solver_.tell(unrolling_.initially());
        solver_.tell(unrolling_.define_wrong_state(0));
        const std::int64_t most = system_.fault_limit ? system_.cells[*system_.fault_limit].initial : 0;
        bool over = false;
        for (faults_ = 0; faults_ <= most && !over; ++faults_) over = search_runs();
        if (!over) verdict_.status = Status::holds;
        return std::move(verdict_);
    }

  private:
    /// Looks at all runs with so many faults, shortest first. True if that ends the search.
    bool search_runs() {
        for (std::uint32_t moves = 0;; ++moves) {
            verdict_.statistics.depth = std::max<std::uint64_t>(verdict_.statistics.depth, moves);
            const Answer wrong = moves == 0 ? ask("wrong_state_0", 0) : ask("(or wrong_move_" + last(moves) + " (and move_" + last(moves) + " wrong_state_" + std::to_string(moves) + "))", moves - 1);
            if (wrong == Answer::satisfiable) return found(moves);
            if (wrong == Answer::unknown) return stopped(moves);
            if (moves == options_.max_moves) return stop("runs of more than " + std::to_string(moves) + " moves were not looked at");
            if (moves == unrolled_) unroll();
            const std::string next = std::to_string(moves);
            const Answer more = ask("(or move_" + next + " wrong_move_" + next + ")", moves);
            if (more == Answer::unsatisfiable) return false;
            if (more == Answer::unknown) return stopped(moves);
        }
    }

    static std::string last(std::uint32_t moves) { return std::to_string(moves - 1); }

    void unroll() {
        const std::string number = std::to_string(unrolled_), does_move = "does_move_" + number;
        solver_.tell(unrolling_.declare_state(unrolled_ + 1));
        solver_.tell(unrolling_.define_move(unrolled_));
        solver_.tell(unrolling_.define_wrong_state(unrolled_ + 1));
        solver_.tell("(declare-const " + does_move + " Bool)\n(assert (=> " + does_move + " move_" + number + "))\n");
        ++unrolled_;
    }

    /// Whether the condition can hold in a run of at least so many moves.
    Answer ask(const std::string& condition, std::uint32_t moves) {
        const std::string literal = "asked_" + std::to_string(questions_++);
        std::vector<std::string> literals = {literal}, all = {condition};
        for (std::uint32_t i = 0; i < moves; ++i) literals.push_back("does_move_" + std::to_string(i));
        if (system_.fault_limit) {
            const SmtWriter& writer = unrolling_.writer(0);
            all.push_back("(= " + writer.leaf(*system_.fault_limit) + " " + writer.literal(*system_.fault_limit, faults_) + ")");
        }
        solver_.tell("(declare-const " + literal + " Bool)\n(assert (=> " + literal + " " + conjunction(all) + "))\n");
        return solver_.check(literals);
    }

    bool found(std::uint32_t moves) {
        std::vector<std::string> names;
        for (std::uint32_t i = 0; i < moves; ++i)
            for (std::string& name : unrolling_.choices(i)) names.push_back(std::move(name));
        std::map<std::string, std::int64_t> values = solver_.values(names);
        std::vector<ChosenMove> run;
        for (std::uint32_t i = 0; i < moves; ++i) {
            ChosenMove move;
            for (const std::string& name : unrolling_.choices(i)) {
                if (name.starts_with("task_")) move.task = TaskId(values[name]);
                else move.inputs[unrolling_.input_of(name)] = values[name];
            }
            run.push_back(std::move(move));
        }
        verdict_.counterexamples.push_back(counterexample(program_, system_, run));
        verdict_.status = Status::violated;
        return true;
    }

    bool stopped(std::uint32_t moves) { return stop(solver_.reason() + ", looking at runs of " + std::to_string(moves) + " moves"); }
    bool stop(std::string reason) {
        verdict_.reason = std::move(reason);
        verdict_.status = Status::inconclusive;
        return true;
    }

    const Program& program_;
    const TransitionSystem& system_;
    const BoundedOptions& options_;
    Unrolling unrolling_;
    Solver solver_;
    std::uint32_t unrolled_ = 0;    // moves
    std::int64_t faults_ = 0;
    std::uint64_t questions_ = 0;
    Verdict verdict_;
};

}  // namespace

Verdict search_bounded(const Program& program, const TransitionSystem& system, const BoundedOptions& options) {
    return Search(program, system, options).run();
}

}  // namespace mmapck::checker::symbolic
