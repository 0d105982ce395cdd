// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/redundancy.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "checker/symbolic/smt_writer.h"
#include "checker/symbolic/system.h"
#include "model/program/passes.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

constexpr std::size_t most_questions = 1000;    // to the solver about one program
constexpr std::size_t most_unanswered = 16;     // each of which has cost all of its budget

/// Formulas about one state and the inputs of a move from it. Each question has a solver of its own that is told only what the question is about: one that knows all moves
/// thinks about all of them.
class Questions {
  public:
    Questions(const TransitionSystem& system, const SolverOptions& options, Redundancies& result) : system_(system), options_(options), result_(result) {}

    /// Whether they can all hold; true also where the solver does not know.
    bool can_hold(const std::vector<ExprId>& formulas) {
        ++result_.questions;
        if (result_.questions > most_questions || result_.unanswered >= most_unanswered) {
            ++result_.unanswered;
            return true;
        }
        SmtWriter writer(system_, Numbers::bits, "");
        std::string text;
        for (const LeafId leaf : system_.terms.support(formulas)) {
            text += "(declare-const " + writer.leaf(leaf) + " " + writer.sort(leaf) + ")\n";
            if (const std::string range = writer.range(leaf); !range.empty()) text += "(assert " + range + ")\n";
        }
        std::string asserted;
        for (const ExprId formula : formulas) asserted += "(assert " + writer.truth(formula) + ")\n";
        Solver solver(options_);
        solver.tell(text + as_constants(writer.take_definitions()) + asserted);
        const Answer answer = solver.check();
        result_.unanswered += answer == Answer::unknown;
        return answer != Answer::unsatisfiable;
    }

  private:
    const TransitionSystem& system_;
    const SolverOptions& options_;
    Redundancies& result_;
};

class Search {
  public:
    Search(const Program& program, const SolverOptions& options, Redundancies& result)
        : program_(program), result_(result), system_(transition_system(program, invariants_only(program), &conditions_)), questions_(system_, options, result) {
        context_ = system_.terms.both(at_begin(), at_reachable());
    }

    void run() {
        look_at_assumptions();
        look_at_faults();
        look_at_invariants();
    }

  private:
    static Property invariants_only(const Program& program) {
        Property property = all_violations(program);
        property.deadlock = property.checks = false;
        return property;
    }

    /// A setup begins in the initial state.
    ExprId at_begin() {
        Terms& terms = system_.terms;
        ExprId begin = terms.truth(true);
        for (TaskId task = 0; task < program_.tasks.size(); ++task) {
            if (program_.tasks[task].kind != TaskKind::setup) continue;
            ExprId initial = terms.truth(true);
            for (LeafId cell = 0; cell < system_.cells.size(); ++cell)
                if (!system_.terms.values_of_leaf(cell).single()) initial = terms.both(initial, terms.equal(terms.leaf(cell), terms.constant(system_.cells[cell].initial)));
            const ExprId at = terms.equal(terms.leaf(system_.location_cells[task]), terms.constant(program_.tasks[task].first));
            begin = terms.both(begin, terms.either(terms.negation(at), initial));
        }
        return begin;
    }

    /// No task is where moves cannot lead it.
    ExprId at_reachable() {
        Terms& terms = system_.terms;
        const ExprId begin = at_begin();
        std::set<LocationId> reached, todo;
        for (const Task& task : program_.tasks) todo.insert(task.first);
        while (!todo.empty()) {
            const LocationId at = *todo.begin();
            todo.erase(todo.begin());
            if (!reached.insert(at).second) continue;
            for (const Block& block : system_.blocks) {
                if (block.from != at) continue;
                for (const LocationId target : block.targets)
                    if (!reached.count(target) && leads_to(block, target, begin)) todo.insert(target);
            }
        }
        ExprId somewhere = terms.truth(true);
        for (const Block& block : system_.blocks)
            if (!reached.count(block.from)) somewhere = terms.both(somewhere, terms.negation(at_beginning(block)));
        return somewhere;
    }

    ExprId at_beginning(const Block& block) {
        return system_.terms.equal(system_.terms.leaf(system_.location_cells[block.task]), system_.terms.constant(block.from));
    }

    /// The only way on is believed without asking.
    bool leads_to(const Block& block, LocationId target, ExprId begin) {
        Terms& terms = system_.terms;
        if (block.targets.size() == 1) return !terms.is_false(block.ends);
        ExprId after = terms.constant(block.from);
        for (const Effect& effect : block.effects)
            if (effect.cell == system_.location_cells[block.task]) after = effect.value;
        const ExprId leads = terms.both(terms.both(at_beginning(block), block.ends), terms.equal(after, terms.constant(target)));
        return !terms.is_false(leads) && questions_.can_hold({begin, leads});
    }

    bool possible(ExprId condition) {
        if (condition == no_expr || system_.terms.is_false(condition)) return false;
        return questions_.can_hold({context_, condition});
    }

    /// A place in the text; it may be inlined several times.
    using Place = std::tuple<FileId, std::uint32_t, std::uint32_t, std::string>;
    static Place place(const Position& where, const std::string& name) { return {where.file, where.line, where.column, name}; }

    /// The first of each place, and whether something holds of one of them.
    struct Judged {
        StepId first = 0;
        bool holds = false, comes_there = false;
    };

    void look_at_assumptions() {
        std::map<Place, Judged> places;
        for (StepId id = 0; id < program_.steps.size(); ++id) {
            const Step& step = program_.steps[id];
            if (step.assumption == no_expr) continue;
            Judged& judged = places.try_emplace(place(step.where, step.text), Judged{id, false, false}).first->second;
            judged.holds = judged.holds || possible(conditions_.taken[id]);
            judged.comes_there = judged.holds || judged.comes_there || possible(conditions_.enabled[id]);
        }
        for (const auto& [where, judged] : in_order(places))
            if (judged.comes_there && !judged.holds)
                result_.found.push_back({Redundancy::Subject::assumption, std::get<3>(where), "it contradicts what was assumed or tested before, so that no run goes on",
                                         program_.steps[judged.first].where, true});
    }

    void look_at_faults() {
        std::map<Place, Judged> places;
        for (StepId id = 0; id < program_.steps.size(); ++id) {
            const Step& step = program_.steps[id];
            if (step.kind != StepKind::fault) continue;
            Judged& judged = places.try_emplace(place(step.where, program_.faults[step.fault].site), Judged{id, false, false}).first->second;
            judged.holds = judged.holds || possible(conditions_.enabled[id]);
        }
        for (const auto& [where, judged] : in_order(places))
            if (!judged.holds)
                result_.found.push_back({Redundancy::Subject::fault, std::get<3>(where), "the tests on every way to it contradict each other, so that it never fails",
                                         program_.steps[judged.first].where, program_.faults[program_.steps[judged.first].fault].site_named});
    }

    std::vector<std::pair<Place, Judged>> in_order(const std::map<Place, Judged>& places) const {
        std::vector<std::pair<Place, Judged>> all(places.begin(), places.end());
        std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
        return all;
    }

    /// By invariant of a state: where it does not hold, while it is to; false if it always does.
    std::vector<ExprId> broken() {
        std::vector<ExprId> wrong(program_.invariants.size(), system_.terms.truth(false));
        for (const Failure& failure : system_.failures)
            if (failure.invariant != none) wrong[failure.invariant] = failure.condition;
        return wrong;
    }

    void look_at_invariants() {
        const std::vector<ExprId> wrong = broken();
        for (std::uint32_t i = 0; i < wrong.size(); ++i) {
            const std::string reason = program_.invariants[i].moment == Moment::at_return ? reason_at_return(i) : reason_of_state(i, wrong);
            if (reason.empty() || is_told(program_.invariants[i].name)) continue;
            result_.found.push_back({Redundancy::Subject::invariant, program_.invariants[i].name, reason, program_.invariants[i].where, program_.invariants[i].named});
        }
    }

    bool is_told(const std::string& name) const {
        return std::any_of(result_.found.begin(), result_.found.end(), [&](const Redundancy& other) { return other.subject == Redundancy::Subject::invariant && other.name == name; });
    }

    /// Each task has its own.
    std::string reason_at_return(std::uint32_t index) {
        for (const Block& block : system_.blocks)
            for (const Failure& failure : block.failures)
                if (failure.invariant != none && program_.invariants[failure.invariant].name == program_.invariants[index].name && questions_.can_hold({failure.condition})) return "";
        return "no system call can return so that it does not hold, whatever the state before";
    }

    std::string reason_of_state(std::uint32_t index, const std::vector<ExprId>& wrong) {
        Terms& terms = system_.terms;
        if (terms.is_false(wrong[index]) || !questions_.can_hold({wrong[index]})) return "the intervals in which values stay imply it";
        std::vector<std::uint32_t> others;
        for (std::uint32_t i = 0; i < wrong.size(); ++i)
            if (i != index && program_.invariants[i].moment != Moment::at_return && !terms.is_false(wrong[i])) others.push_back(i);
        if (!can_be_broken_with(others, index, wrong)) return implied(others, index, wrong);
        return no_move_breaks(wrong[index]) ? "no move leads to a state in which it does not hold, whatever the state before" : "";
    }

    /// Whether the invariant can be broken while those others hold.
    bool can_be_broken_with(const std::vector<std::uint32_t>& others, std::uint32_t index, const std::vector<ExprId>& wrong) {
        std::vector<ExprId> formulas{wrong[index]};
        for (const std::uint32_t other : others) formulas.push_back(system_.terms.negation(wrong[other]));
        return questions_.can_hold(formulas);
    }

    /// By as few as are needed: each that can be spared is.
    std::string implied(std::vector<std::uint32_t> others, std::uint32_t index, const std::vector<ExprId>& wrong) {
        for (std::size_t i = others.size(); i-- > 0;) {
            std::vector<std::uint32_t> fewer = others;
            fewer.erase(fewer.begin() + std::ptrdiff_t(i));
            if (!can_be_broken_with(fewer, index, wrong)) others = std::move(fewer);
        }
        std::string names;
        for (std::size_t i = 0; i < others.size(); ++i)
            names += std::string(i == 0 ? "" : i + 1 == others.size() ? " and " : ", ") + "'" + program_.invariants[others[i]].name + "'";
        return "it follows from " + names;
    }

    bool no_move_breaks(ExprId wrong) {
        Terms& terms = system_.terms;
        std::vector<ExprId> initially(system_.cells.size());
        for (LeafId cell = 0; cell < initially.size(); ++cell) initially[cell] = terms.constant(system_.cells[cell].initial);
        if (!terms.is_false(Substitution(terms, initially)(wrong))) return false;
        for (const Block& block : system_.blocks) {
            std::vector<ExprId> after(system_.cells.size(), no_expr);
            for (const Effect& effect : block.effects) after[effect.cell] = effect.value;
            const ExprId breaks = terms.both(terms.both(at_beginning(block), block.ends), Substitution(terms, after)(wrong));
            if (!terms.is_false(breaks) && questions_.can_hold({breaks})) return false;
        }
        return true;
    }

    const Program& program_;
    Redundancies& result_;
    StepConditions conditions_;
    TransitionSystem system_;
    Questions questions_;
    ExprId context_ = no_expr;          // of moves: where they begin
};

}  // namespace

Redundancies redundancies(const Program& program, const SolverOptions& options) {
    Passes passes;
    passes.fold_constants = passes.cut_unreachable = passes.reset_dead = false;   // what they take away is what is looked for
    const Program joined = optimize(program, passes);
    Redundancies result;
    try {
        Search(joined, options, result).run();
    } catch (const Unsupported& unsupported) {
        result.reason = unsupported.what();
    }
    return result;
}

}  // namespace mmapck::checker::symbolic
