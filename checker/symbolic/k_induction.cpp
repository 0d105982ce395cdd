// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/k_induction.h"

namespace mmapck::checker::symbolic {

using program::no_expr;

namespace {

using Values = std::vector<ExprId>;   // by cell

/// States one move apart.
class Unrolling {
  public:
    Unrolling(TransitionSystem& system, Numbers numbers) : system_(system), terms_(system.terms), numbers_(numbers) {}

    std::string write(std::uint32_t k) {
        if (numbers_ == Numbers::bits) out_ += "(set-logic QF_BV)\n";
        out_ += "; base: no violation within the first moves\n";
        Values initial;
        for (const StateCell& cell : system_.cells) initial.push_back(terms_.constant(cell.initial));
        ask(initial, k, true);
        out_ += "; step: none after so many moves without one, from any state\n";
        Values any;
        for (LeafId cell = 0; cell < system_.cells.size(); ++cell) {
            any.push_back(terms_.leaf(cell));
            leaves_.push_back(cell);
        }
        ask(any, k, false);
        return std::move(out_);
    }

  private:
    void ask(Values values, std::uint32_t k, bool base) {
        SmtWriter writer(system_, numbers_, base ? "_b" : "_s");
        out_ += "(push 1)\n";
        for (std::uint32_t moves = 0; moves <= k; ++moves) {
            ExprId wrong = wrong_state(values), moved = terms_.truth(false);
            if (moves == k && base) break;
            values = move(values, wrong, moved);
            const std::string is_wrong = writer.truth(wrong), has_moved = writer.truth(moved);
            declare(writer);
            if (base || moves == k) out_ += "(push 1)\n(assert " + is_wrong + ")\n(check-sat)\n(pop 1)\n";
            out_ += "(assert (and (not " + is_wrong + ") " + has_moved + "))\n";
        }
        out_ += "(pop 1)\n";
        leaves_.clear();
    }

    ExprId wrong_state(const Values& values) {
        Substitution here(terms_, values);
        ExprId wrong = terms_.truth(false);
        for (const Failure& failure : system_.failures) wrong = terms_.either(wrong, here(failure.condition));
        return wrong;
    }

    /// The values after a move of some task; `wrong` becomes true for one that fails, `moved` is true for one that ends.
    Values move(const Values& before, ExprId& wrong, ExprId& moved) {
        const ExprId who = fresh({0, std::int64_t(system_.location_cells.size()) - 1});
        Values after = before;
        for (const Block& block : system_.blocks) {
            const ExprId turn = terms_.both(terms_.equal(who, terms_.constant(block.task)), terms_.equal(before[system_.location_cells[block.task]], terms_.constant(block.from)));
            if (terms_.is_false(turn)) continue;
            Values by_leaf = before;
            for (const LeafId input : block.inputs) {
                if (by_leaf.size() <= input) by_leaf.resize(input + 1, no_expr);
                by_leaf[input] = fresh(terms_.values_of_leaf(input));
            }
            Substitution now(terms_, std::move(by_leaf));
            for (const Failure& failure : block.failures) wrong = terms_.either(wrong, terms_.both(turn, now(failure.condition)));
            moved = terms_.either(moved, terms_.both(turn, now(block.ends)));
            for (const Effect& effect : block.effects) after[effect.cell] = terms_.conditional(turn, now(effect.value), after[effect.cell]);
        }
        return after;
    }

    ExprId fresh(Interval values) {
        leaves_.push_back(terms_.add_leaf(values));
        return terms_.leaf(leaves_.back());
    }

    void declare(SmtWriter& writer) {
        for (const LeafId leaf : leaves_) {
            out_ += "(declare-const " + writer.leaf(leaf) + " " + writer.sort(leaf) + ")\n";
            if (const std::string range = writer.range(leaf); !range.empty()) out_ += "(assert " + range + ")\n";
        }
        leaves_.clear();
        out_ += as_constants(writer.take_definitions());
    }

    TransitionSystem& system_;
    Terms& terms_;
    Numbers numbers_;
    std::vector<LeafId> leaves_;   // not yet declared
    std::string out_;
};

}  // namespace

std::string k_induction_questions(TransitionSystem& system, Numbers numbers, std::uint32_t k) { return Unrolling(system, numbers).write(k); }

}  // namespace mmapck::checker::symbolic
