// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/certificate.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "checker/symbolic/k_induction.h"
#include "checker/symbolic/lemma_text.h"
#include "checker/symbolic/reachable_questions.h"
#include "checker/symbolic/slice.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

constexpr std::string_view first_line = "; mmapck certificate 1";

class Questions {
  public:
    Questions(TransitionSystem& system, std::vector<Lemma> lemmas, Numbers numbers)
        : system_(system), terms_(system.terms), lemmas_(std::move(lemmas)), numbers_(numbers) {}

    std::string write() {
        define();
        initiation();
        for (const Block& block : system_.blocks) consecution_and_safety(block);
        return std::move(out_);
    }

  private:
    ExprId at(const Lemma& lemma, ExprId place) { return lemma.task == none ? terms_.truth(true) : terms_.equal(place, terms_.constant(lemma.at)); }
    ExprId place(TaskId task) { return terms_.leaf(system_.location_cells[task]); }

    void define() {
        SmtWriter writer(system_, numbers_, "");
        if (numbers_ == Numbers::bits) out_ += "(set-logic QF_BV)\n";
        std::vector<std::string> ranges;
        for (LeafId cell = 0; cell < system_.cells.size(); ++cell) {
            out_ += "(declare-const " + writer.leaf(cell) + " " + writer.sort(cell) + ") ; " + in_comment(system_.cells[cell].name) + "\n";
            ranges.push_back(writer.range(cell));
        }
        for (const Lemma& lemma : lemmas_) {
            std::string condition = writer.truth(lemma.condition);
            if (lemma.task != none) condition = "(=> " + writer.truth(at(lemma, place(lemma.task))) + " " + condition + ")";
            names_.push_back("lemma_" + std::to_string(names_.size()));
            supports_.push_back(terms_.support({lemma.condition}));
            out_ += as_constants(writer.take_definitions()) + constant({names_.back(), "Bool", condition});
        }
        out_ += constant({"ranges", "Bool", conjunction(ranges)});
    }

    void initiation() {
        const SmtWriter writer(system_, numbers_, "");
        out_ += "; initiation\n(push 1)\n";
        for (LeafId cell = 0; cell < system_.cells.size(); ++cell)
            out_ += "(assert (= " + writer.leaf(cell) + " " + writer.literal(cell, system_.cells[cell].initial) + "))\n";
        out_ += "(assert (not (and ranges " + conjunction(names_) + ")))\n(check-sat)\n(pop 1)\n; the invariant are the ranges and all lemmas; what says nothing of the states before a move is not repeated\n(assert ranges)\n";
    }

    void consecution_and_safety(const Block& block) {
        SmtWriter writer(system_, numbers_, "", "m");
        const LeafId where = system_.location_cells[block.task];
        out_ += "; consecution and safety: moves of task " + std::to_string(block.task) + " from location " + std::to_string(block.from) + "\n(push 1)\n(assert " + known_before(block) + ")\n(assert (= " + writer.leaf(where) + " " +
                writer.literal(where, block.from) + "))\n";
        for (const LeafId input : block.inputs) {
            out_ += "(declare-const " + writer.leaf(input) + " " + writer.sort(input) + ")\n";
            if (const std::string range = writer.range(input); !range.empty()) out_ += "(assert " + range + ")\n";
        }
        std::vector<std::string> ways;
        for (const Failure& failure : block.failures) ways.push_back(writer.truth(failure.condition));
        for (const ExprId broken : broken_by(block)) ways.push_back(writer.truth(broken));
        out_ += as_constants(writer.take_definitions()) + "(assert " + disjunction(ways) + ")\n(check-sat)\n(pop 1)\n";
    }

    std::string known_before(const Block& block) const {
        std::vector<std::string> known;
        for (std::size_t i = 0; i < lemmas_.size(); ++i)
            if (is_assumed(lemmas_[i], block)) known.push_back(names_[i]);
        return conjunction(known);
    }

    /// The conditions under which a move ends in a state that the invariant does not allow. Lemmas about what the move leaves alone are left out.
    std::vector<ExprId> broken_by(const Block& block) {
        std::vector<ExprId> broken, by_leaf(system_.cells.size(), no_expr);
        const auto add = [&](ExprId wrong) {
            if (const ExprId condition = terms_.both(block.ends, wrong); !terms_.is_false(condition)) broken.push_back(condition);
        };
        for (const Effect& effect : block.effects) {
            by_leaf[effect.cell] = effect.value;
            add(terms_.negation(terms_.within(effect.value, terms_.values_of_leaf(effect.cell))));
        }
        const LeafId where = system_.location_cells[block.task];
        const ExprId end = by_leaf[where] == no_expr ? terms_.leaf(where) : by_leaf[where];
        Substitution after(terms_, by_leaf);
        for (std::size_t i = 0; i < lemmas_.size(); ++i) {
            const Lemma& lemma = lemmas_[i];
            const bool own = lemma.task == block.task;
            const bool touched = std::any_of(supports_[i].begin(), supports_[i].end(), [&](LeafId leaf) { return by_leaf[leaf] != no_expr; });
            if (!own && !touched) continue;
            const ExprId when = own ? terms_.equal(end, terms_.constant(lemma.at)) : at(lemma, lemma.task == none ? no_expr : place(lemma.task));
            if (!terms_.is_false(when)) add(terms_.both(when, terms_.negation(after(lemma.condition))));
        }
        return broken;
    }

    TransitionSystem& system_;
    Terms& terms_;
    std::vector<Lemma> lemmas_;
    Numbers numbers_;
    std::vector<std::string> names_;              // by lemma
    std::vector<std::vector<LeafId>> supports_;   // by lemma
    std::string out_;
};

/// The rest of the line after a word, if the line begins with it.
bool take(std::string_view& line, std::string_view word) {
    if (!line.starts_with(word)) return false;
    line.remove_prefix(word.size());
    return true;
}

}  // namespace

TransitionSystem system_of(const Program& program, const CertificateHead& head) {
    TransitionSystem system = transition_system(program, head.invariant.empty() ? all_violations(program) : only(program, head.invariant));
    if (head.sliced) slice(system);
    return system;
}

std::string write_certificate(const Program& program, const CertificateHead& head) {
    TransitionSystem system = system_of(program, head);
    std::vector<Lemma> lemmas = goals(system);
    std::string text = std::string(first_line) + "\n; scenario " + in_comment(head.scenario) + "\n; variant " + in_comment(head.variant) + "\n; numbers " + name(head.numbers) +
                       (head.invariant.empty() ? "" : "\n; invariant " + in_comment(head.invariant)) + (head.sliced ? "\n; sliced" : "") + (head.moves ? "\n; moves " + std::to_string(head.moves) : "") +
                       "\n; A solver has to answer each question below with unsat: z3 FILE\n";
    for (const std::string& lemma : head.lemmas) {
        text += "; lemma " + lemma + "\n";
        lemmas.push_back(read_lemma(system, lemma));
    }
    for (const std::string& line : head.states) text += "; states " + line + "\n";
    if (!head.states.empty()) return text + reachable_questions(system, program, read_reachable(system, head.states), head.numbers);
    if (head.moves > 0) return text + k_induction_questions(system, head.numbers, head.moves);
    return text + Questions(system, std::move(lemmas), head.numbers).write();
}

CertificateHead read_certificate_head(std::string_view text) {
    if (!text.starts_with(std::string(first_line) + "\n")) throw std::invalid_argument("this is no certificate of mmapck, or one of another version");
    CertificateHead head;
    head.sliced = false;
    for (std::size_t at = 0; at < text.size() && text[at] == ';';) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (take(line, "; scenario ")) head.scenario = line;
        else if (take(line, "; variant ")) head.variant = line;
        else if (take(line, "; numbers ")) head.numbers = line == name(Numbers::integers) ? Numbers::integers : Numbers::bits;
        else if (take(line, "; invariant ")) head.invariant = line;
        else if (take(line, "; moves ")) std::from_chars(line.data(), line.data() + line.size(), head.moves);
        else if (line == "; sliced") head.sliced = true;
        else if (take(line, "; lemma ")) head.lemmas.emplace_back(line);
        else if (take(line, "; states ")) head.states.emplace_back(line);
        at = end + 1;
    }
    if (head.scenario.empty() || head.variant.empty()) throw std::invalid_argument("the certificate does not say what it is about");
    return head;
}

Acceptance check_certificate(std::string_view text, const SolverOptions& options) {
    Acceptance result;
    for (std::size_t at = text.find("(check-sat)"); at != text.npos; at = text.find("(check-sat)", at + 1)) ++result.questions;
    Solver solver(options);
    const std::string answers = solver.ask(text);
    if (!solver.alive()) {
        result.reason = solver.reason();
        return result;
    }
    std::size_t unsatisfiable = 0, from = 0;
    for (; from < answers.size(); ++unsatisfiable) {
        const std::size_t end = std::min(answers.find('\n', from), answers.size());
        const std::string answer = answers.substr(from, end - from);
        from = end + 1;
        if (answer == "unsat") continue;
        result.refuted = answer == "sat";
        result.reason = "question " + std::to_string(unsatisfiable + 1) + " is answered '" + answer.substr(0, 80) + "'";
        return result;
    }
    result.accepted = unsatisfiable == result.questions && result.questions > 0;
    if (!result.accepted) result.reason = std::to_string(unsatisfiable) + " of " + std::to_string(result.questions) + " questions were answered";
    return result;
}

}  // namespace mmapck::checker::symbolic
