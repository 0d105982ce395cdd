// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/input_tests.h"

#include <map>
#include <optional>
#include <set>

#include "checker/symbolic/input_facts.h"
#include "checker/symbolic/known_values.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

/// All ways of one task.
class Ways {
  public:
    Ways(const InputFacts& facts, TaskId task, TestRecord& record)
        : facts_(facts), program_(facts.program), task_(task), record_(record), alone_(!runs_with_others(program_.tasks[task])) {}

    /// Follows them, knowing this at the beginning. What is known where the task has ended; nothing if it never does.
    std::optional<Known> follow(Known begin) {
        arrive(program_.tasks[task_].first, std::move(begin));
        while (!changed_.empty()) {
            const LocationId at = *changed_.begin();
            changed_.erase(changed_.begin());
            for (const StepId id : program_.locations[at].steps) take(program_.steps[id], known_.at(at));
        }
        return std::move(end_);
    }

    /// Some way led to a violation.
    bool violated() const { return violated_; }

  private:
    /// Whether what is stored in the cell is still there when it is read.
    bool remembers(CellId cell) const {
        const TaskId owner = facts_.cells.owner(cell);
        if (alone_) return owner == shared || owner == task_;
        return owner == task_ && !facts_.dangles[cell];
    }

    void take(const Step& step, const Known& before) {
        record_.at(step.where);
        ExprId choice = no_expr;
        if (step.choice_low != no_expr) {
            KnownValues bounds(program_, facts_.cells, before, record_);
            const std::optional<std::int64_t> low = bounds.number(step.choice_low), high = bounds.number(step.choice_high);
            if (low && high && *low > *high) return;
            if (low && high && *low == *high) choice = record_.terms().constant(*low);
        }
        KnownValues values(program_, facts_.cells, before, record_, choice);
        if (step.guard != no_expr && values.truth(step.guard) == false) return;
        for (const Check& check : step.checks)
            if (values.truth(check.condition) == false) return fail();
        if (step.assumption != no_expr && values.truth(step.assumption) == false) return;
        Known after = before;
        for (const Assignment& assignment : step.assignments)
            if (!store(assignment, values, after)) return fail();
        for (const Free& free : step.frees) make_dangle(free, values, after);
        arrive(step.to, std::move(after));
    }

    void fail() { violated_ = true; }

    /// False: the run ends here, for an index or a domain.
    bool store(const Assignment& assignment, KnownValues& values, Known& after) {
        const Variable& variable = program_.variables[assignment.variable];
        if (facts_.is_open[facts_.cells.first(assignment.variable)]) return true;
        const std::optional<std::int64_t> index = assignment.index == no_expr ? 0 : values.number(assignment.index);
        if (index && (*index < 0 || *index >= variable.count)) return false;
        ExprId value = values.term(assignment.value);
        if (value != no_expr && !record_.truth(within(value, variable.low, variable.high))) return false;
        const CellId first = facts_.cells.first(assignment.variable);
        if (index && remembers(first + CellId(*index))) {
            after[first + CellId(*index)] = facts_.observed[first + CellId(*index)] ? values.constant_of(value) : value;
            return true;
        }
        values.constant_of(value);
        for (CellId cell = first; cell < first + variable.count; ++cell)
            if (!index && remembers(cell)) forget(after[cell]);
        return true;
    }

    /// What it was before may still be there, so it is tested.
    void forget(ExprId& known) {
        constant_of(known);
        known = no_expr;
    }

    ExprId within(ExprId value, std::int64_t low, std::int64_t high) {
        Terms& terms = record_.terms();
        if (Interval{low, high}.contains(terms.values(value))) return terms.truth(true);
        return terms.both(terms.at_most(terms.constant(low), value), terms.at_most(value, terms.constant(high)));
    }

    void make_dangle(const Free& free, KnownValues& values, Known& after) {
        const std::optional<std::int64_t> object = values.number(free.object);
        const auto instances = std::int64_t(program_.tables[free.table].instances.size());
        for (CellId cell = 0; cell < after.size(); ++cell) {
            if (program_.types[program_.variables[facts_.cells.variable(cell)].type].table != free.table || after[cell] == no_expr) continue;
            if (!object) forget(after[cell]);
            else if (*object > 0 && *object <= instances && record_.value(after[cell]) == *object) after[cell] = record_.terms().constant(*object + instances);
        }
    }

    /// What was known on another way here is known from here on only if it is the same.
    void arrive(LocationId at, Known now) {
        for (CellId cell = 0; cell < now.size(); ++cell)
            if (!facts_.live[at][cell]) now[cell] = no_expr;
        if (program_.locations[at].final) {
            if (end_) join(*end_, now);
            else end_ = std::move(now);
            return;
        }
        const auto [place, is_new] = known_.try_emplace(at, now);
        if (!is_new && !join(place->second, now)) return;
        const bool matters = program_.tasks[task_].kind == TaskKind::setup || facts_.reads_open[at] || has_terms(place->second);
        if (matters) changed_.insert(at);
    }

    /// Whether something is known less than before.
    bool join(Known& into, const Known& other) {
        bool less = false;
        for (CellId cell = 0; cell < into.size(); ++cell) {
            if (into[cell] == other[cell]) continue;
            const ExprId both[] = {constant_of(into[cell]), constant_of(other[cell])};
            const ExprId joined = both[0] == both[1] ? both[0] : no_expr;
            less |= joined != into[cell];
            into[cell] = joined;
        }
        return less;
    }

    ExprId constant_of(ExprId term) { return term == no_expr ? term : record_.terms().constant(record_.value(term)); }

    /// Whether something that depends on open variables is kept elsewhere.
    bool has_terms(const Known& known) const {
        for (CellId cell = 0; cell < known.size(); ++cell)
            if (known[cell] != no_expr && !facts_.is_open[cell] && record_.terms()[known[cell]].op != Op::constant) return true;
        return false;
    }

    const InputFacts& facts_;
    const Program& program_;
    const TaskId task_;
    TestRecord& record_;
    const bool alone_;
    bool violated_ = false;
    std::map<LocationId, Known> known_;
    std::set<LocationId> changed_;
    std::optional<Known> end_;
};

/// What the others find once the setup has ended.
void after_setup(const InputFacts& facts, TestRecord& record, Known& known) {
    for (CellId cell = 0; cell < known.size(); ++cell) {
        if (facts.is_open[cell]) continue;
        if (facts.cells.owner(cell) != shared) known[cell] = record.terms().constant(facts.cells.initial(cell));
        if (known[cell] != no_expr) known[cell] = record.terms().constant(record.value(known[cell]));
        if (facts.dangles[cell] || (facts.changes[cell] && facts.cells.owner(cell) == shared)) known[cell] = no_expr;
    }
}

}  // namespace

InputTests::InputTests(const Program& program, const std::vector<OpenVariable>& open, Terms& terms)
    : facts_(std::make_unique<InputFacts>(program, open)), terms_(terms) {}
InputTests::~InputTests() = default;

TestedInputs InputTests::of(const std::vector<std::int64_t>& values) {
    const Program& program = facts_->program;
    TestRecord record(terms_, values);
    Known known(facts_->cells.size());
    for (CellId cell = 0; cell < known.size(); ++cell) known[cell] = terms_.constant(facts_->cells.initial(cell));
    for (LeafId i = 0; i < facts_->open.size(); ++i) known[facts_->cells.first(facts_->open[i].variable)] = terms_.leaf(i);
    for (TaskId task = 0; task < program.tasks.size(); ++task) {
        if (program.tasks[task].kind != TaskKind::setup) continue;
        Ways setup(*facts_, task, record);
        std::optional<Known> end = setup.follow(known);
        if (!end) return {record.take(), setup.violated()};
        known = std::move(*end);
    }
    after_setup(*facts_, record, known);
    for (TaskId task = 0; task < program.tasks.size(); ++task)
        if (program.tasks[task].kind != TaskKind::setup) Ways(*facts_, task, record).follow(known);
    return {record.take(), true};
}

}  // namespace mmapck::checker::symbolic
