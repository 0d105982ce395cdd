// SPDX-License-Identifier: Apache-2.0
// Where pointers to local structures can get: a flow-insensitive points-to analysis in the manner of Andersen, over the
// steps of the program. Cells are told apart by their variable and their owner.
#include <algorithm>
#include <map>
#include <set>

#include "model/lang/lower/tasks.h"

namespace mmapck::lang::lowering {

namespace {

using Locals = std::set<std::uint32_t>;                       // indices in Objects::locals
using CellGroup = std::pair<VarId, TaskId>;                   // the cells of a variable that one task owns, or that are shared

class Escape {
  public:
    explicit Escape(Context& context) : context_(context), escaped_(context.objects.locals.size()) {}

    void run() {
        assign_owners();
        for (bool changed = true; changed;) {
            changed = false;
            for (const program::Step& step : context_.program.steps)
                for (const program::Assignment& a : step.assignments) changed |= follow(step, a);
        }
    }

  private:
    TaskId owner(tree::StructId s, std::size_t instance) const {
        const std::uint32_t local = context_.objects.instances[s][instance].local;
        return local == program::none || escaped_[local] ? program::shared : context_.objects.locals[local].task;
    }

    void assign_owners() {
        for (program::Variable& v : context_.program.variables) {
            if (v.table == program::none) continue;
            const std::size_t per_object = v.count / context_.objects.instances[v.table].size();
            std::vector<TaskId> owners;
            for (std::uint32_t cell = 0; cell < v.count; ++cell) owners.push_back(owner(v.table, cell / per_object));
            const bool alike = std::all_of(owners.begin(), owners.end(), [&](TaskId t) { return t == owners[0]; });
            v.owner = alike ? std::vector<TaskId>{owners[0]} : std::move(owners);
        }
    }

    /// The groups of cells that a task means by an index.
    std::vector<TaskId> groups(const program::Variable& v, ExprId index, TaskId task) const {
        if (v.owner.size() == 1) return {v.owner[0]};
        const auto cell = context_.fold.value(index);
        if (cell && *cell >= 0 && *cell < v.count) return {v.owner_of(static_cast<std::uint32_t>(*cell))};
        return {program::shared, task};
    }

    bool is_pointer(const program::Variable& v) const {
        const program::Type& type = context_.program.types[v.type];
        return type.display == program::Display::pointer && type.table != program::none;
    }

    bool follow(const program::Step& step, const program::Assignment& a) {
        const program::Variable& v = context_.program.variables[a.variable];
        if (!is_pointer(v)) return false;
        const TaskId task = context_.program.locations[step.from].task;
        Locals found;
        std::set<ExprId> seen;
        collect(a.value, context_.program.types[v.type].table, task, true, seen, found);
        if (found.empty()) return false;
        bool changed = false;
        bool escapes = false;
        for (const TaskId group : groups(v, a.index, task)) {
            Locals& held = held_[{a.variable, group}];
            const std::size_t before = held.size();
            held.insert(found.begin(), found.end());
            changed |= held.size() != before;
            for (const std::uint32_t local : found)
                if (!escaped_[local] && group != context_.objects.locals[local].task) {
                    escapes = true;
                    escaped_[local] = true;
                }
        }
        if (escapes) assign_owners();
        return changed || escapes;
    }

    /// The local structures that a value may point to, or into. `is_pointer_itself`: a constant here is a pointer to `table`.
    void collect(ExprId id, tree::StructId table, TaskId task, bool is_pointer_itself, std::set<ExprId>& seen, Locals& found) const {
        if (!seen.insert(id).second) return;
        const program::Expression& e = context_.fold[id];
        switch (e.op) {
        case Op::constant:
            if (is_pointer_itself && e.value >= 1 && e.value <= context_.objects.count(table)) {
                const std::uint32_t local = context_.objects.instances[table][static_cast<std::size_t>(e.value - 1)].local;
                if (local != program::none) found.insert(local);
            }
            return;
        case Op::conditional:
            collect(e.b, table, task, is_pointer_itself, seen, found);
            collect(e.c, table, task, is_pointer_itself, seen, found);
            return;
        case Op::load:
        case Op::element: {
            const program::Variable& v = context_.program.variables[e.variable];
            if (!is_pointer(v)) return;
            const ExprId index = e.op == Op::element ? e.a : no_expr;
            for (const TaskId group : groups(v, index, task))
                if (const auto held = held_.find({e.variable, group}); held != held_.end())
                    found.insert(held->second.begin(), held->second.end());
            return;
        }
        default:
            for (const ExprId operand : {e.a, e.b, e.c})
                if (operand != no_expr) collect(operand, table, task, false, seen, found);
        }
    }

    Context& context_;
    std::vector<bool> escaped_;                // by index in Objects::locals
    std::map<CellGroup, Locals> held_;
};

}  // namespace

void find_owners(Context& context) {
    if (!context.objects.locals.empty()) Escape(context).run();
}

}  // namespace mmapck::lang::lowering
