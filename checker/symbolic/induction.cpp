// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/induction.h"

#include <algorithm>
#include <unordered_set>

#include "checker/symbolic/exclusion.h"
#include "checker/symbolic/reasons.h"

namespace mmapck::checker::symbolic {

using program::none;

namespace {

constexpr std::size_t most_exclusions = 20'000;

class Houdini {
  public:
    Houdini(TransitionSystem& system, std::vector<Lemma> lemmas, Samples samples, Numbers numbers, const SolverOptions& options)
        : system_(system), terms_(system.terms), numbers_(numbers), samples_(std::move(samples.states)), lemmas_(std::move(lemmas)), guessed_(lemmas_.size()),
          base_(system, numbers, ""), solver_(options) {}

    Induction run() {
        keep_initial_ones();
        declare();
        due_.assign(system_.blocks.size(), {true, {}, true});
        while (result_.reason.empty()) {
            const auto broken = std::find_if(due_.begin(), due_.end(), [](const Due& due) { return due.all_lemmas || !due.lemmas.empty(); });
            const auto failing = std::find_if(due_.begin(), due_.end(), [](const Due& due) { return due.failures; });
            if (broken != due_.end()) preserve(std::size_t(broken - due_.begin()));
            else if (failing != due_.end()) look_for_failure(std::size_t(failing - due_.begin()));
            else break;
            add_found();
        }
        result_.proved = result_.reason.empty();
        if (result_.proved)
            for (std::size_t i = 0; i < lemmas_.size(); ++i)
                if (kept_[i]) result_.lemmas.push_back(lemmas_[i]);
        return std::move(result_);
    }

  private:
    /// What has to be asked of a block's moves: whether they preserve all lemmas, or some, and whether one fails.
    struct Due {
        bool all_lemmas;
        std::vector<std::size_t> lemmas;
        bool failures;
    };

    /// A lemma that a move may leave broken.
    struct Broken {
        std::size_t lemma;
        ExprId when;
        std::string name;    // of the formula
    };

    void keep_initial_ones() {
        LeafValues initial;
        for (const StateCell& cell : system_.cells) initial.push_back(cell.initial);
        for (const Lemma& lemma : lemmas_) {
            const bool elsewhere = lemma.task != none && initial[system_.location_cells[lemma.task]] != lemma.at;
            kept_.push_back(elsewhere || value_of(terms_, lemma.condition, initial) != 0);
            if (!kept_.back() && !lemma.required.empty()) result_.reason = "the initial state is the violation '" + lemma.required + "'";
        }
    }

    void declare() {
        if (numbers_ == Numbers::bits) solver_.tell("(set-logic QF_BV)\n");
        declare_leaves(base_, 0, static_cast<LeafId>(system_.cells.size()));
        for (std::size_t i = 0; i < lemmas_.size(); ++i) write_lemma(i);
    }

    void declare_leaves(const SmtWriter& writer, LeafId from, LeafId to) {
        for (LeafId leaf = from; leaf < to; ++leaf) {
            solver_.tell("(declare-const " + writer.leaf(leaf) + " " + writer.sort(leaf) + ")\n");
            if (const std::string range = writer.range(leaf); !range.empty()) solver_.tell("(assert " + range + ")\n");
        }
    }

    void write_lemma(std::size_t i) {
        texts_.push_back(kept_[i] && lemmas_[i].assumed ? text(base_, lemmas_[i]) : "true");
        supports_.push_back(terms_.support({lemmas_[i].condition}));
        solver_.tell(as_constants(base_.take_definitions()));
    }

    std::string text(SmtWriter& writer, const Lemma& lemma) {
        const std::string holds = writer.truth(lemma.condition);
        return lemma.task == none ? holds : "(=> " + writer.truth(is_at(lemma)) + " " + holds + ")";
    }

    ExprId is_at(const Lemma& lemma) { return terms_.equal(terms_.leaf(system_.location_cells[lemma.task]), terms_.constant(lemma.at)); }

    /// The block's task is at its beginning, and all lemmas hold.
    SmtWriter enter(const Block& block) {
        SmtWriter writer(system_, numbers_, "", "m");
        const LeafId where = system_.location_cells[block.task];
        solver_.tell("(push 1)\n(assert (= " + writer.leaf(where) + " " + writer.literal(where, block.from) + "))\n");
        for (const LeafId input : block.inputs) declare_leaves(writer, input, input + 1);
        for (std::size_t i = 0; i < lemmas_.size(); ++i)
            if (kept_[i] && is_assumed(lemmas_[i], block)) solver_.tell("(assert " + texts_[i] + ")\n");
        return writer;
    }

    /// Drops the guesses that a move of the block may leave broken; of what is needed, the states before such a move are excluded.
    void preserve(std::size_t number) {
        const Block& block = system_.blocks[number];
        const Due due = std::exchange(due_[number], {false, {}, due_[number].failures});
        if (terms_.is_false(block.ends)) return;
        SmtWriter writer = enter(block);
        const std::string ends = writer.truth(block.ends);
        solver_.tell(as_constants(writer.take_definitions()) + "(assert " + ends + ")\n");
        for (std::vector<Broken> broken = breakable(block, due, writer); !broken.empty() && result_.reason.empty();) {
            std::vector<std::string> some;
            for (const Broken& one : broken) some.push_back(one.name);
            solver_.tell("(push 1)\n(assert " + disjunction(some) + ")\n");
            const Answer answer = ask();
            std::map<std::string, std::int64_t> values;
            if (answer == Answer::satisfiable) values = solver_.values(some);
            const auto needed = std::find_if(broken.begin(), broken.end(), [&](const Broken& one) { return values[one.name] && !is_guess(one.lemma); });
            const LeafValues state = answer == Answer::satisfiable && needed != broken.end() ? state_before(block) : LeafValues{};
            solver_.tell("(pop 1)\n");
            if (answer == Answer::unsatisfiable) break;
            if (answer == Answer::unknown) result_.reason = solver_.reason();
            if (!state.empty()) exclude(block, terms_.both(block.ends, needed->when), state, needed->lemma, writer);
            for (const Broken& one : broken)
                if (values[one.name] && is_guess(one.lemma)) drop(one.lemma);
            std::erase_if(broken, [&](const Broken& one) { return !kept_[one.lemma]; });
        }
        solver_.tell("(pop 1)\n");
    }

    std::vector<Broken> breakable(const Block& block, const Due& due, SmtWriter& writer) {
        std::vector<ExprId> by_leaf(system_.cells.size(), program::no_expr);
        for (const Effect& effect : block.effects) by_leaf[effect.cell] = effect.value;
        Substitution after(terms_, by_leaf);
        std::unordered_set<ExprId> known;
        for (std::size_t i = 0; i < lemmas_.size(); ++i)
            if (kept_[i] && (lemmas_[i].task == none || (lemmas_[i].task == block.task && lemmas_[i].at == block.from))) known.insert(lemmas_[i].condition);
        std::vector<Broken> broken;
        const auto add = [&](std::size_t i) {
            const Lemma& lemma = lemmas_[i];
            if (!kept_[i] || !may_touch(block, by_leaf, i)) return;
            const ExprId holds = after(lemma.condition);
            if (known.count(holds)) return;
            const ExprId wrong = terms_.both(lemma.task == none ? terms_.truth(true) : after(is_at(lemma)), terms_.negation(holds));
            if (terms_.is_false(wrong)) return;
            const std::string name = "broken" + std::to_string(i), formula = writer.truth(wrong);
            solver_.tell(as_constants(writer.take_definitions()) + constant({name, "Bool", formula}));
            broken.push_back({i, wrong, name});
        };
        if (due.all_lemmas)
            for (std::size_t i = 0; i < lemmas_.size(); ++i) add(i);
        else
            for (const std::size_t i : due.lemmas) add(i);
        return broken;
    }

    /// Whether moves of the block come to the lemma's location, or change what it is about.
    bool may_touch(const Block& block, const std::vector<ExprId>& by_leaf, std::size_t lemma) const {
        if (lemmas_[lemma].task == block.task) return std::find(block.targets.begin(), block.targets.end(), lemmas_[lemma].at) != block.targets.end();
        return std::any_of(supports_[lemma].begin(), supports_[lemma].end(), [&](LeafId leaf) { return by_leaf[leaf] != program::no_expr; });
    }

    void look_for_failure(std::size_t number) {
        const Block& block = system_.blocks[number];
        due_[number].failures = false;
        if (block.failures.empty()) return;
        SmtWriter writer = enter(block);
        for (const Failure& failure : block.failures) {
            const std::string condition = writer.truth(failure.condition);
            solver_.tell(as_constants(writer.take_definitions()));
            while (result_.reason.empty()) {
                solver_.tell("(push 1)\n(assert " + condition + ")\n");
                const Answer answer = ask();
                const LeafValues state = answer == Answer::satisfiable ? state_before(block) : LeafValues{};
                solver_.tell("(pop 1)\n");
                if (answer == Answer::unsatisfiable) break;
                if (answer == Answer::unknown) result_.reason = solver_.reason();
                else if (!exclude(block, failure.condition, state, writer)) result_.reason = "what is known of the states does not exclude '" + failure.kind + "'";
            }
        }
        solver_.tell("(pop 1)\n");
    }

    /// The state that the solver has found, and what the move chooses.
    LeafValues state_before(const Block& block) {
        std::vector<LeafId> leaves = block.inputs;
        for (LeafId cell = 0; cell < system_.cells.size(); ++cell) leaves.push_back(cell);
        std::vector<std::string> names;
        for (const LeafId leaf : leaves) names.push_back(base_.leaf(leaf));
        const std::map<std::string, std::int64_t> values = solver_.values(names);
        LeafValues state(terms_.leaves());
        for (std::size_t i = 0; i < leaves.size(); ++i)
            if (const auto value = values.find(names[i]); value != values.end()) state[leaves[i]] = value->second;
        return state;
    }

    /// Finds a lemma that excludes a state from which a move goes wrong, and asserts it. False if it may be reached, as far as is known.
    bool exclude(const Block& block, ExprId wrong, const LeafValues& state, SmtWriter& writer) {
        Stranger stranger{{state.begin(), state.begin() + std::ptrdiff_t(system_.cells.size())}, {}, block.task};
        for (const LeafId leaf : reasons(terms_, wrong, state))
            if (leaf < system_.cells.size() && !system_.cells[leaf].counts) stranger.cells.push_back(leaf);
        std::optional<Lemma> lemma = exclusion(system_, samples_, stranger, agreeing_);
        if (!lemma || lemmas_.size() + found_.size() > guessed_ + most_exclusions) return false;
        const std::string holds = text(writer, *lemma);
        solver_.tell(as_constants(writer.take_definitions()) + "(assert " + holds + ")\n");
        found_.push_back(std::move(*lemma));
        return true;
    }

    /// The same for a lemma that the move breaks; where the state may be reached, the lemma is wrong.
    void exclude(const Block& block, ExprId wrong, LeafValues state, std::size_t lemma, SmtWriter& writer) {
        if (exclude(block, wrong, state, writer)) return;
        drop(lemma);
        if (agreeing_ == no_sample) return;
        std::copy(samples_[agreeing_].begin(), samples_[agreeing_].end(), state.begin());
        if (value_of(terms_, wrong, state) == 0) return;
        Sample after = samples_[agreeing_];
        for (const Effect& effect : block.effects) after[effect.cell] = value_of(terms_, effect.value, state);
        samples_.push_back(std::move(after));
    }

    /// Lemmas found inside of a question become lemmas of all.
    void add_found() {
        for (Lemma& lemma : found_) {
            for (Due& due : due_) due.lemmas.push_back(lemmas_.size());
            kept_.push_back(true);
            lemmas_.push_back(std::move(lemma));
            write_lemma(lemmas_.size() - 1);
        }
        found_.clear();
    }

    Answer ask() {
        ++result_.questions;
        return solver_.check();
    }

    bool is_guess(std::size_t lemma) const { return lemma < guessed_ && lemmas_[lemma].required.empty(); }

    void drop(std::size_t lemma) {
        kept_[lemma] = false;
        if (!lemmas_[lemma].required.empty()) result_.reason = "what is known of the states does not exclude '" + lemmas_[lemma].required + "' after a move";
        for (std::size_t block = 0; block < due_.size(); ++block)
            if (is_assumed(lemmas_[lemma], system_.blocks[block])) due_[block].all_lemmas = due_[block].failures = true;
    }

    TransitionSystem& system_;
    Terms& terms_;
    Numbers numbers_;
    std::vector<Sample> samples_;
    std::vector<Lemma> lemmas_, found_;
    std::size_t guessed_;                         // the first lemmas; those after them were found to be needed
    std::vector<bool> kept_;                      // by lemma
    std::vector<Due> due_;                        // by block
    std::vector<std::string> texts_;              // by lemma
    std::vector<std::vector<LeafId>> supports_;   // by lemma
    std::size_t agreeing_ = no_sample;            // with the last state that could not be excluded
    SmtWriter base_;
    Solver solver_;
    Induction result_;
};

}  // namespace

Induction induct(TransitionSystem& system, std::vector<Lemma> lemmas, Samples samples, Numbers numbers, const SolverOptions& options) {
    return Houdini(system, std::move(lemmas), std::move(samples), numbers, options).run();
}

}  // namespace mmapck::checker::symbolic
