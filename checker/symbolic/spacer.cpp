// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/spacer.h"

#include <limits>
#include <set>

#include "checker/symbolic/formula.h"
#include "checker/symbolic/smt_writer.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

class Clauses {
  public:
    explicit Clauses(TransitionSystem& system) : system_(system), terms_(system.terms) {
        for (LeafId cell = 0; cell < system.cells.size(); ++cell)
            if (!system.cells[cell].left_out) cells_.push_back(cell);
    }

    const std::vector<LeafId>& cells() const { return cells_; }
    bool by_location() const { return system_.location_cells.size() == 1; }

    std::string write() {
        const LeafId where = system_.location_cells[0];
        const auto first = LocationId(system_.cells[where].initial);
        std::set<LocationId> locations{first};
        for (const Block& block : system_.blocks) {
            locations.insert(block.from);
            locations.insert(block.targets.begin(), block.targets.end());
        }
        if (!by_location()) locations = {first};
        std::string sorts, initial;
        for (const LeafId cell : cells_) {
            sorts += " Int";
            initial += " " + SmtWriter(system_, Numbers::integers, "").literal(cell, system_.cells[cell].initial);
        }
        std::string text = "(set-logic HORN)\n";
        for (const LocationId at : locations) text += "(declare-fun " + predicate(at) + " (" + sorts + ") Bool)\n";
        text += "(assert (" + predicate(first) + initial + "))\n";
        for (const Block& block : system_.blocks) text += moves(block);
        for (const LocationId at : locations)
            for (const Failure& failure : system_.failures) {
                SmtWriter writer(system_, Numbers::integers, "");
                const std::string wrong = writer.truth(failure.condition);
                text += clause(writer, {}, at, {wrong}, "false");
            }
        return text + "(check-sat)\n";
    }

    std::string predicate(LocationId at) const { return by_location() ? "at_" + std::to_string(at) : "state"; }

  private:
    std::string moves(const Block& block) {
        SmtWriter writer(system_, Numbers::integers, "");
        const LeafId where = system_.location_cells[block.task];
        const std::string here = writer.truth(terms_.equal(terms_.leaf(where), terms_.constant(block.from)));
        std::vector<ExprId> after(system_.cells.size(), no_expr);
        for (const Effect& effect : block.effects) after[effect.cell] = effect.value;
        std::string next;
        for (const LeafId cell : cells_) next += " " + (after[cell] == no_expr ? writer.leaf(cell) : writer.value(cell, after[cell]));
        const std::string ends = writer.truth(block.ends);
        const ExprId place = after[where] == no_expr ? terms_.leaf(where) : after[where];
        std::vector<std::string> places, failures;
        for (const LocationId to : block.targets) places.push_back(writer.truth(terms_.equal(place, terms_.constant(to))));
        for (const Failure& failure : block.failures) failures.push_back(writer.truth(failure.condition));
        const std::vector<SmtWriter::Definition> definitions = writer.take_definitions();
        std::string text;
        for (std::size_t i = 0; i < places.size(); ++i)
            if (by_location() || i == 0)
                text += clause(writer, block.inputs, block.from, {here, ends, by_location() ? places[i] : ""}, "(" + predicate(block.targets[i]) + next + ")", definitions);
        if (!failures.empty()) text += clause(writer, block.inputs, block.from, {here, disjunction(failures)}, "false", definitions);
        return text;
    }

    std::string clause(SmtWriter& writer, const std::vector<LeafId>& inputs, LocationId from, std::vector<std::string> body, const std::string& head) {
        const std::vector<SmtWriter::Definition> definitions = writer.take_definitions();
        return clause(writer, inputs, from, std::move(body), head, definitions);
    }

    std::string clause(const SmtWriter& writer, const std::vector<LeafId>& inputs, LocationId from, std::vector<std::string> body, const std::string& head,
                       const std::vector<SmtWriter::Definition>& definitions) const {
        std::string bound, before;
        for (const LeafId cell : cells_) {
            bound += "(" + writer.leaf(cell) + " Int)";
            before += " " + writer.leaf(cell);
            body.push_back(writer.range(cell));
        }
        for (const LeafId input : inputs) {
            bound += "(" + writer.leaf(input) + " Int)";
            body.push_back(writer.range(input));
        }
        for (const SmtWriter::Definition& definition : definitions) {
            bound += "(" + definition.name + " " + definition.sort + ")";
            body.push_back("(= " + definition.name + " " + definition.value + ")");
        }
        body.push_back("(" + predicate(from) + before + ")");
        return "(assert (forall (" + bound + ") (=> " + conjunction(body) + " " + head + ")))\n";
    }

    TransitionSystem& system_;
    Terms& terms_;
    std::vector<LeafId> cells_;   // arguments of predicates
};

}  // namespace

std::string horn_clauses(TransitionSystem& system) { return Clauses(system).write(); }

Invariant ask_spacer(TransitionSystem& system, const SolverOptions& options) {
    Invariant invariant;
    Clauses clauses(system);
    Solver solver(options);
    // a predicate that is inlined comes back with quantifiers
    solver.tell("(set-option :fp.xform.inline_eager false)\n(set-option :fp.xform.inline_linear false)\n(set-option :fp.spacer.random_seed " + std::to_string(options.seed) + ")\n" + clauses.write());
    const std::string answer = solver.ask("");
    if (answer != "sat") {
        const bool said = solver.alive() && (answer == "unsat" || answer == "unknown" || answer.find("canceled") != answer.npos);
        invariant.reason = !solver.alive() ? solver.reason() : answer == "unsat" ? "Spacer thinks that a violation can be reached" : said ? resources_used_up : "Spacer answered: " + answer.substr(0, answer.find('\n'));
        return invariant;
    }
    const SExpression model = read_s_expression(solver.ask("(get-model)"));
    for (const SExpression& definition : model.items) {
        // (define-fun NAME ((x!0 Int) ...) Bool FORMULA)
        if (definition.items.size() != 5 || definition.items[0].atom != "define-fun" || definition.items[2].items.size() != clauses.cells().size()) continue;
        FormulaReader read(system.terms);
        for (std::size_t i = 0; i < clauses.cells().size(); ++i)
            if (!definition.items[2].items[i].items.empty()) read.let(definition.items[2].items[i].items[0].atom, system.terms.leaf(clauses.cells()[i]));
        const std::optional<ExprId> condition = read(definition.items[4]);
        if (!condition) {
            invariant.reason = "what Spacer says is not understood";
            return invariant;
        }
        Lemma lemma{none, none, *condition, "", true};
        if (const std::string& name = definition.items[1].atom; clauses.by_location() && name.starts_with("at_")) {
            lemma.task = 0;
            lemma.at = LocationId(std::stoul(name.substr(3)));
        }
        invariant.lemmas.push_back(lemma);
    }
    invariant.found = true;
    return invariant;
}

bool integers_are_exact(const TransitionSystem& system) {
    using Limits = std::numeric_limits<std::int64_t>;
    for (ExprId id = 0; id < system.terms.size(); ++id) {
        const Op op = system.terms[id].op;
        const bool grows = op == Op::add || op == Op::subtract || op == Op::multiply || op == Op::negate || op == Op::shift_left;
        const Interval values = system.terms.values(id);
        if (grows && (values.low == Limits::min() || values.high == Limits::max())) return false;
    }
    return true;
}

}  // namespace mmapck::checker::symbolic
