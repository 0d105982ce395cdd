// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/bounded.h"

#include <algorithm>
#include <map>

#include "checker/symbolic/deadlock.h"
#include "checker/symbolic/move.h"
#include "checker/symbolic/trace.h"

namespace mmapck::checker::symbolic {

using program::Program;

namespace {

/// All runs of one length that end with every task at a certain place.
struct Together {
    ExprId condition;
    Values values;
};
using Places = std::vector<LocationId>;   // by task

class Search {
  public:
    Search(const Program& program, TransitionSystem& system, const BoundedOptions& options)
        : program_(program), system_(system), terms_(system.terms), options_(options), writer_(system, options.numbers, ""), solver_(options.solver) {
        for (std::size_t i = 0; i < system.blocks.size(); ++i) block_at_.emplace(system.blocks[i].from, i);
        system_.deadlocks_are_exact = true;   // of what follows
    }

    Verdict run() {
        if (options_.numbers == Numbers::bits) solver_.tell("(set-logic QF_BV)\n");   // solved by SAT, which is much faster
        bool over = false;
        for (std::int64_t faults = fewest_faults(); faults <= most_faults() && !over; ++faults) over = search_runs(faults);
        if (!over) verdict_.status = Status::holds;
        return std::move(verdict_);
    }

  private:
    std::int64_t most_faults() const { return system_.fault_limit ? system_.cells[*system_.fault_limit].initial : 0; }

    /// Where a violation is expected, with how many faults one has to be looked for at least.
    std::int64_t fewest_faults() {
        if (!options_.expected || options_.expected->faults == 0 || !options_.is_safe) return 0;
        return options_.is_safe(options_.expected->faults - 1) ? options_.expected->faults : 0;
    }

    /// How many moves the nearest violation with so many faults is expected to take; 0: unknown.
    std::uint32_t expected_moves(std::int64_t faults) const { return options_.expected && options_.expected->faults == faults ? options_.expected->moves : 0; }

    /// Looks at all runs with so many faults, shortest first. True if that ends the search.
    bool search_runs(std::int64_t faults) {
        std::map<Places, Together> states = initial(faults);
        choices_.clear();
        declared_ = 0;
        const std::uint32_t expected = expected_moves(faults);
        const std::uint32_t most = std::max(options_.max_moves, expected);
        std::vector<ExprId> wrong_moves, nearer;
        for (moves_ = 0;; ++moves_) {
            if (options_.progress) options_.progress(faults, moves_);
            verdict_.statistics.depth = std::max<std::uint64_t>(verdict_.statistics.depth, moves_);
            const ExprId wrong = either(wrong_moves, wrong_states(states));
            if (moves_ < expected) nearer.push_back(wrong);
            if (moves_ + 1 >= expected) {
                const Answer answer = ask(moves_ + 1 == expected ? either(nearer, {}) : wrong);
                if (answer == Answer::satisfiable && moves_ + 1 == expected) return search_each_length(faults);
                if (answer == Answer::satisfiable) return found();
                if (answer == Answer::unknown) return stopped();
            }
            if (moves_ >= expected) {
                std::vector<ExprId> some;
                for (const auto& [places, together] : states) some.push_back(together.condition);
                const Answer more = ask(either(some, {}));
                if (more == Answer::unsatisfiable) return false;
                if (more == Answer::unknown) return stopped();
            }
            if (moves_ == most && faults < most_faults() && options_.is_safe && options_.is_safe(static_cast<std::uint32_t>(faults))) return false;
            if (moves_ == most) return stop("runs of more than " + std::to_string(moves_) + " moves were not looked at");
            if (terms_.size() > options_.max_terms) return stop("the budget of terms is used up, looking at runs of " + std::to_string(moves_) + " moves");
            wrong_moves.clear();
            states = move_on(states, wrong_moves);
        }
    }

    /// What was expected is wrong: there is a violation that is nearer.
    bool search_each_length(std::int64_t faults) {
        options_.expected.reset();
        return search_runs(faults);
    }

    std::map<Places, Together> initial(std::int64_t faults) {
        Places places;
        Values values;
        for (const StateCell& cell : system_.cells) values.push_back(terms_.constant(cell.initial));
        if (system_.fault_limit) values[*system_.fault_limit] = terms_.constant(faults);
        for (const std::uint32_t cell : system_.location_cells) places.push_back(static_cast<LocationId>(system_.cells[cell].initial));
        return {{places, {terms_.truth(true), values}}};
    }

    std::vector<ExprId> wrong_states(const std::map<Places, Together>& states) {
        std::vector<ExprId> ways;
        for (const auto& [places, together] : states) {
            Substitution here(terms_, together.values);
            for (const Failure& failure : system_.failures) {
                const bool is_deadlock = failure.kind == program::kind::deadlock;
                ways.push_back(terms_.both(together.condition, is_deadlock ? deadlock(system_, program_, places, together.values) : here(failure.condition)));
            }
        }
        return ways;
    }

    /// The states after one move more, and the conditions under which such a move is a violation.
    std::map<Places, Together> move_on(const std::map<Places, Together>& states, std::vector<ExprId>& wrong) {
        std::map<Places, Together> next;
        const ExprId who = terms_.leaf(chosen(terms_.add_leaf({0, std::int64_t(system_.location_cells.size())}), is_task));
        std::map<LeafId, ExprId> inputs;
        for (const auto& [places, together] : states)
            for (TaskId task = 0; task < places.size(); ++task)
                if (const auto block = block_at_.find(places[task]); block != block_at_.end())
                    move(system_.blocks[block->second], places, together, terms_.equal(who, terms_.constant(task)), inputs, next, wrong);
        return next;
    }

    void move(const Block& block, const Places& places, const Together& before, ExprId turn, std::map<LeafId, ExprId>& inputs, std::map<Places, Together>& next,
              std::vector<ExprId>& wrong) {
        const ExprId condition = terms_.both(before.condition, turn);
        std::vector<ExprId> by_leaf = before.values;
        for (const LeafId input : block.inputs) {
            ExprId& fresh = inputs.try_emplace(input, program::no_expr).first->second;
            if (fresh == program::no_expr) fresh = terms_.leaf(chosen(terms_.add_leaf(terms_.values_of_leaf(input)), input));
            if (by_leaf.size() <= input) by_leaf.resize(input + 1, program::no_expr);
            by_leaf[input] = fresh;
        }
        Substitution now(terms_, std::move(by_leaf));
        for (const Failure& failure : block.failures) wrong.push_back(terms_.both(condition, now(failure.condition)));
        const ExprId ends = terms_.both(condition, now(block.ends));
        if (terms_.is_false(ends)) return;
        Values after = before.values;
        for (const Effect& effect : block.effects) after[effect.cell] = now(effect.value);
        const std::uint32_t where = system_.location_cells[block.task];
        const ExprId place = after[where];
        for (const LocationId to : block.targets) {
            const ExprId there = terms_.both(ends, terms_.equal(place, terms_.constant(to)));
            if (terms_.is_false(there)) continue;
            Places reached = places;
            reached[block.task] = to;
            after[where] = terms_.constant(to);
            join(next, reached, {there, after});
        }
    }

    /// Conditions of states of one length exclude each other, so values can be told apart by them.
    void join(std::map<Places, Together>& states, const Places& places, const Together& more) {
        const auto [known, is_new] = states.try_emplace(places, more);
        if (is_new) return;
        Together& all = known->second;
        for (std::size_t cell = 0; cell < all.values.size(); ++cell)
            if (all.values[cell] != more.values[cell]) all.values[cell] = terms_.conditional(more.condition, more.values[cell], all.values[cell]);
        all.condition = terms_.either(all.condition, more.condition);
    }

    ExprId either(std::vector<ExprId> ways, const std::vector<ExprId>& others) {
        ways.insert(ways.end(), others.begin(), others.end());
        ExprId some = terms_.truth(false);
        for (const ExprId way : ways) some = terms_.either(some, way);
        return some;
    }

    Answer ask(ExprId condition) {
        if (terms_.is_false(condition)) return Answer::unsatisfiable;
        const std::string formula = writer_.truth(condition), literal = "asked_" + std::to_string(questions_++);
        for (; declared_ < choices_.size(); ++declared_) {
            const LeafId leaf = choices_[declared_].leaf;
            solver_.tell("(declare-const " + writer_.leaf(leaf) + " " + writer_.sort(leaf) + ")\n");
            if (const std::string range = writer_.range(leaf); !range.empty()) solver_.tell("(assert " + range + ")\n");
        }
        solver_.tell(as_constants(writer_.take_definitions()) + "(declare-const " + literal + " Bool)\n(assert (=> " + literal + " " + formula + "))\n");
        return solver_.check({literal});
    }

    bool found() {
        std::vector<std::string> names;
        for (const Choice& choice : choices_) names.push_back(writer_.leaf(choice.leaf));
        const std::map<std::string, std::int64_t> values = solver_.values(names);
        std::vector<ChosenMove> run(moves_);
        for (const Choice& choice : choices_) {
            const auto value = values.find(writer_.leaf(choice.leaf));
            if (value == values.end()) continue;
            if (choice.of == is_task) run[choice.move].task = TaskId(value->second);
            else run[choice.move].inputs[choice.of] = value->second;
        }
        try {
            verdict_.counterexamples.push_back(counterexample(program_, system_, run));
        } catch (const FaultsUsedUp& used_up) {
            return stop(std::string(used_up.what()) + "; whether that is a deadlock is not decided");
        } catch (const NoSuchRun&) {
            if (system_.deadlocks_are_exact) throw;
            return stop("a state of which the solver thinks that it is a deadlock is none; it is reached after " + std::to_string(moves_) + " moves");
        }
        verdict_.status = Status::violated;
        return true;
    }

    bool stopped() { return stop(solver_.reason() + ", looking at runs of " + std::to_string(moves_) + " moves"); }
    bool stop(std::string reason) {
        verdict_.reason = std::move(reason);
        verdict_.status = Status::inconclusive;
        return true;
    }

    static constexpr LeafId is_task = ~LeafId{0};
    /// What move number `move` chooses.
    struct Choice {
        LeafId leaf;
        std::uint32_t move;
        LeafId of;       // an input of the system, or is_task
    };
    LeafId chosen(LeafId leaf, LeafId of) {
        choices_.push_back({leaf, moves_, of});
        return leaf;
    }

    const Program& program_;
    TransitionSystem& system_;
    Terms& terms_;
    BoundedOptions options_;
    SmtWriter writer_;
    Solver solver_;
    std::map<LocationId, std::size_t> block_at_;
    std::vector<Choice> choices_;
    std::size_t declared_ = 0;
    std::uint32_t moves_ = 0;
    std::uint64_t questions_ = 0;
    Verdict verdict_;
};

}  // namespace

Verdict search_bounded(const Program& program, TransitionSystem& system, const BoundedOptions& options) { return Search(program, system, options).run(); }

}  // namespace mmapck::checker::symbolic
