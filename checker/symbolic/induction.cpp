// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/induction.h"

#include <algorithm>
#include <unordered_set>

namespace mmapck::checker::symbolic {

using program::none;

namespace {

class Houdini {
  public:
    Houdini(TransitionSystem& system, std::vector<Lemma> lemmas, Numbers numbers, const SolverOptions& options)
        : system_(system), terms_(system.terms), numbers_(numbers), lemmas_(std::move(lemmas)), base_(system, numbers, ""), solver_(options) {}

    Induction run() {
        keep_initial_ones();
        if (result_.reason.empty()) declare();
        due_.assign(system_.blocks.size(), true);
        for (std::size_t block = 0; result_.reason.empty() && block < due_.size();) {
            if (due_[block]) preserve(block);
            block = std::size_t(std::find(due_.begin(), due_.end(), true) - due_.begin());
        }
        for (const Block& block : system_.blocks)
            if (result_.reason.empty()) look_for_failure(block);
        result_.proved = result_.reason.empty();
        if (result_.proved)
            for (std::size_t i = 0; i < lemmas_.size(); ++i)
                if (kept_[i]) result_.lemmas.push_back(lemmas_[i]);
        return std::move(result_);
    }

  private:
    void keep_initial_ones() {
        std::vector<ExprId> initial;
        for (const StateCell& cell : system_.cells) initial.push_back(terms_.constant(cell.initial));
        Substitution initially(terms_, initial);
        kept_.assign(lemmas_.size(), true);
        for (std::size_t i = 0; i < lemmas_.size(); ++i) {
            const Lemma& lemma = lemmas_[i];
            if (lemma.task != none && system_.cells[system_.location_cells[lemma.task]].initial != lemma.at) continue;
            if (!terms_.is_true(initially(lemma.condition))) drop(i);
        }
    }

    void declare() {
        if (numbers_ == Numbers::bits) solver_.tell("(set-logic QF_BV)\n");
        for (LeafId cell = 0; cell < system_.cells.size(); ++cell) {
            solver_.tell("(declare-const " + base_.leaf(cell) + " " + base_.sort(cell) + ")\n");
            if (const std::string range = base_.range(cell); !range.empty()) solver_.tell("(assert " + range + ")\n");
        }
        for (std::size_t i = 0; i < lemmas_.size(); ++i) {
            texts_.push_back(kept_[i] && lemmas_[i].assumed ? base_.truth(lemmas_[i].condition) : "true");
            if (lemmas_[i].task != none) texts_.back() = "(=> " + at(lemmas_[i]) + " " + texts_.back() + ")";
            supports_.push_back(terms_.support({lemmas_[i].condition}));
        }
        solver_.tell(as_constants(base_.take_definitions()));
    }

    std::string at(const Lemma& lemma) { return base_.truth(terms_.equal(terms_.leaf(system_.location_cells[lemma.task]), terms_.constant(lemma.at))); }

    /// The block's task is at its beginning, and all lemmas hold.
    SmtWriter enter(const Block& block) {
        SmtWriter writer(system_, numbers_, "", "m");
        const LeafId where = system_.location_cells[block.task];
        solver_.tell("(push 1)\n(assert (= " + writer.leaf(where) + " " + writer.literal(where, block.from) + "))\n");
        for (const LeafId input : block.inputs) {
            solver_.tell("(declare-const " + writer.leaf(input) + " " + writer.sort(input) + ")\n");
            if (const std::string range = writer.range(input); !range.empty()) solver_.tell("(assert " + range + ")\n");
        }
        for (std::size_t i = 0; i < lemmas_.size(); ++i)
            if (kept_[i] && is_assumed(lemmas_[i], block)) solver_.tell("(assert " + texts_[i] + ")\n");
        return writer;
    }

    /// Drops the lemmas that a move of the block may leave broken.
    void preserve(std::size_t number) {
        const Block& block = system_.blocks[number];
        due_[number] = false;
        if (terms_.is_false(block.ends)) return;
        SmtWriter writer = enter(block);
        const std::string ends = writer.truth(block.ends);
        solver_.tell(as_constants(writer.take_definitions()) + "(assert " + ends + ")\n");
        for (Broken broken = breakable(block, writer); !broken.empty();) {
            std::vector<std::string> some;
            for (const auto& [lemma, name] : broken) some.push_back(name);
            solver_.tell("(push 1)\n(assert " + disjunction(some) + ")\n");
            const Answer answer = ask();
            std::map<std::string, std::int64_t> values;
            if (answer == Answer::satisfiable) values = solver_.values(some);
            solver_.tell("(pop 1)\n");
            if (answer == Answer::unsatisfiable) break;
            if (answer == Answer::unknown) {
                result_.reason = solver_.reason();
                return;
            }
            for (const auto& [lemma, name] : broken)
                if (values[name]) drop(lemma);
            std::erase_if(broken, [&](const auto& one) { return !kept_[one.first]; });
            if (!result_.reason.empty()) return;
        }
        solver_.tell("(pop 1)\n");
    }

    using Broken = std::vector<std::pair<std::size_t, std::string>>;   // a lemma, and the name of the formula that it does not hold after the move

    Broken breakable(const Block& block, SmtWriter& writer) {
        std::vector<ExprId> by_leaf(system_.cells.size(), program::no_expr);
        for (const Effect& effect : block.effects) by_leaf[effect.cell] = effect.value;
        Substitution after(terms_, by_leaf);
        const LeafId where = system_.location_cells[block.task];
        const ExprId place = by_leaf[where] == program::no_expr ? terms_.leaf(where) : by_leaf[where];
        std::unordered_set<ExprId> known;
        for (std::size_t i = 0; i < lemmas_.size(); ++i)
            if (kept_[i] && (lemmas_[i].task == none || (lemmas_[i].task == block.task && lemmas_[i].at == block.from))) known.insert(lemmas_[i].condition);
        Broken broken;
        for (std::size_t i = 0; i < lemmas_.size(); ++i) {
            const Lemma& lemma = lemmas_[i];
            if (!kept_[i]) continue;
            ExprId when = terms_.truth(true);
            if (lemma.task == block.task) {
                if (std::find(block.targets.begin(), block.targets.end(), lemma.at) == block.targets.end()) continue;
                when = terms_.equal(place, terms_.constant(lemma.at));
            } else {
                const bool touched = std::any_of(supports_[i].begin(), supports_[i].end(), [&](LeafId leaf) { return by_leaf[leaf] != program::no_expr; });
                if (!touched) continue;
                if (lemma.task != none) when = terms_.equal(terms_.leaf(system_.location_cells[lemma.task]), terms_.constant(lemma.at));
            }
            const ExprId holds = after(lemma.condition);
            if (known.count(holds)) continue;
            const ExprId wrong = terms_.both(when, terms_.negation(holds));
            if (terms_.is_false(wrong)) continue;
            const std::string name = "broken" + std::to_string(i), formula = writer.truth(wrong);
            solver_.tell(as_constants(writer.take_definitions()));
            solver_.tell(constant({name, "Bool", formula}));
            broken.emplace_back(i, name);
        }
        return broken;
    }

    void look_for_failure(const Block& block) {
        if (block.failures.empty()) return;
        SmtWriter writer = enter(block);
        for (const Failure& failure : block.failures) {
            const std::string condition = writer.truth(failure.condition);
            solver_.tell(as_constants(writer.take_definitions()) + "(push 1)\n(assert " + condition + ")\n");
            const Answer answer = ask();
            solver_.tell("(pop 1)\n");
            if (answer == Answer::unknown) result_.reason = solver_.reason();
            if (answer == Answer::satisfiable) result_.reason = "what is known of the states does not exclude '" + failure.kind + "'";
            if (answer != Answer::unsatisfiable) return;
        }
        solver_.tell("(pop 1)\n");
    }

    Answer ask() {
        ++result_.questions;
        return solver_.check();
    }

    void drop(std::size_t lemma) {
        kept_[lemma] = false;
        if (!lemmas_[lemma].required.empty()) result_.reason = "what is known of the states does not exclude '" + lemmas_[lemma].required + "' after a move";
        for (std::size_t block = 0; block < due_.size(); ++block)
            if (is_assumed(lemmas_[lemma], system_.blocks[block])) due_[block] = true;
    }

    TransitionSystem& system_;
    Terms& terms_;
    Numbers numbers_;
    std::vector<Lemma> lemmas_;
    std::vector<bool> kept_, due_;                // by lemma, by block
    std::vector<std::string> texts_;              // by lemma
    std::vector<std::vector<LeafId>> supports_;   // by lemma
    SmtWriter base_;
    Solver solver_;
    Induction result_;
};

}  // namespace

Induction induct(TransitionSystem& system, std::vector<Lemma> lemmas, Numbers numbers, const SolverOptions& options) {
    return Houdini(system, std::move(lemmas), numbers, options).run();
}

}  // namespace mmapck::checker::symbolic
