// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/survey.h"

#include <algorithm>
#include <map>

namespace mmapck::lang::lowering {

using tree::Expression;
using tree::ExpressionKind;
using tree::Statement;
using tree::StatementKind;
using tree::TypeKind;

namespace {

void add(std::vector<tree::FunctionId>& set, tree::FunctionId function) {
    const auto at = std::lower_bound(set.begin(), set.end(), function);
    if (at == set.end() || *at != function) set.insert(at, function);
}

bool is_zero(const Expression& e) {
    const Expression& inner = without_casts(e);
    if (inner.kind == ExpressionKind::constant) return inner.value == 0;
    return inner.kind == ExpressionKind::initializer && std::all_of(inner.operands.begin(), inner.operands.end(), is_zero);
}

bool alike(const tree::Type& a, const tree::Type& b) {
    return a.kind == b.kind && a.bits == b.bits && a.is_signed == b.is_signed && a.structure == b.structure;
}

/// Collects the facts of one unit.
class Surveyor {
  public:
    explicit Surveyor(const tree::Unit& unit) : unit_(unit) {
        facts_.functions.resize(unit.functions.size());
        facts_.assigned.resize(unit.variables.size());
        facts_.function_of.resize(unit.variables.size(), tree::none);
        for (const tree::Structure& s : unit.structures) {
            facts_.field_assigned.emplace_back(s.fields.size());
            facts_.stored.emplace_back(s.fields.size());
        }
    }

    Survey run() {
        find_ambiguous();
        for (const tree::Variable& v : unit_.variables)
            if (v.initial && v.storage == tree::Storage::global) {
                expression(*v.initial);
                initial(v.type, *v.initial, false);
            }
        for (tree::FunctionId f = 0; f < unit_.functions.size(); ++f) {
            function_ = f;
            for (const tree::VariableId p : unit_.functions[f].parameters) local(p);
            statement(unit_.functions[f].body);
        }
        for (tree::FunctionId f = 0; f < unit_.functions.size(); ++f)
            for (const Expression* call : pointer_calls_[f])
                for (const tree::FunctionId callee : candidates(unit_, facts_, *call)) add(facts_.functions[f].callees, callee);
        return std::move(facts_);
    }

  private:
    void find_ambiguous() {
        std::map<std::string, int> uses;
        for (const tree::Variable& v : unit_.variables) uses[v.name] += v.storage != tree::Storage::global;
        for (const tree::Variable& v : unit_.variables) facts_.ambiguous.push_back(uses[v.name] > 1);
    }

    void local(tree::VariableId v) {
        facts_.functions[function_].locals.push_back(v);
        facts_.function_of[v] = function_;
    }

    void statement(const Statement& s) {
        if (s.kind == StatementKind::declaration) {
            local(s.variable);
            if (!s.expressions.empty()) initial(unit_.variables[s.variable].type, s.expressions[0], true);
        }
        for (const Expression& e : s.expressions) expression(e);
        for (const Statement& inner : s.statements) statement(inner);
    }

    void expression(const Expression& e) {
        switch (e.kind) {
        case ExpressionKind::function: add(facts_.address_taken, e.function); break;
        case ExpressionKind::call: add(facts_.functions[function_].callees, e.function); break;
        case ExpressionKind::call_pointer: pointer_calls_[function_].push_back(&e); break;
        case ExpressionKind::assign: stored_to(e.operands[0], &e.operands[1]); break;
        case ExpressionKind::compound:
        case ExpressionKind::increment: stored_to(e.operands[0], nullptr); break;
        default: break;
        }
        for (const Expression& operand : e.operands) expression(operand);
    }

    void stored_to(const Expression& place, const Expression* value) {
        const Expression* root = &place;
        while (root->kind == ExpressionKind::subscript) root = &root->operands[0];
        if (root->kind == ExpressionKind::variable) facts_.assigned[root->variable] = true;
        const tree::Type& type = unit_.types[place.type];
        if (type.kind == TypeKind::structure) {
            if (value != nullptr && value->kind == ExpressionKind::initializer)
                initial(place.type, *value, true);
            else
                whole(type.structure);
        } else if (const tree::StructId s = structure_of(*root); s != tree::none) {
            field(s, root->field, value);
        }
    }

    tree::StructId structure_of(const Expression& e) const {
        if (e.kind != ExpressionKind::member && e.kind != ExpressionKind::arrow) return tree::none;
        return unit_.types[e.operands[0].type].structure;
    }

    void field(tree::StructId s, std::uint32_t f, const Expression* value) {
        facts_.field_assigned[s][f] = true;
        if (value == nullptr) return;
        const Expression& v = without_casts(*value);
        if (v.kind == ExpressionKind::initializer)
            for (const Expression& element : v.operands) field(s, f, &element);
        if (unit_.types[v.type].kind != TypeKind::function) return;
        for (const tree::FunctionId function : functions_in(v)) add(facts_.stored[s][f], function);
    }

    /// Where a stored function pointer comes from; all functions whose address is taken, if that is not plain.
    std::vector<tree::FunctionId> functions_in(const Expression& e) {
        if (e.kind == ExpressionKind::function) return {e.function};
        if (is_zero(e)) return {};
        std::vector<tree::FunctionId> all;
        for (const tree::Function& f : unit_.functions) all.push_back(static_cast<tree::FunctionId>(&f - unit_.functions.data()));
        return all;
    }

    void whole(tree::StructId s) {
        for (std::uint32_t f = 0; f < unit_.structures[s].fields.size(); ++f) {
            facts_.field_assigned[s][f] = true;
            const tree::Type& base = unit_.types[base_type(unit_, unit_.structures[s].fields[f].type)];
            if (base.kind == TypeKind::structure) whole(base.structure);
        }
    }

    /// What an initialiser stores; at run time (`is_step`) or in the initial state.
    void initial(tree::TypeId type, const Expression& e, bool is_step) {
        const tree::Type& t = unit_.types[type];
        if (t.kind == TypeKind::array) {
            for (const Expression& operand : e.operands) initial(t.element, operand, is_step);
        } else if (t.kind == TypeKind::structure && e.kind == ExpressionKind::initializer) {
            const auto& fields = unit_.structures[t.structure].fields;
            for (std::uint32_t f = 0; f < e.operands.size() && f < fields.size(); ++f) {
                const Expression& value = e.operands[f];
                const tree::Type& base = unit_.types[base_type(unit_, fields[f].type)];
                if (base.kind == TypeKind::structure || unit_.types[fields[f].type].kind == TypeKind::array)
                    initial(fields[f].type, value, is_step);
                if (is_zero(value) || base.kind == TypeKind::structure) continue;
                const bool before = facts_.field_assigned[t.structure][f];
                field(t.structure, f, &value);
                if (!is_step) facts_.field_assigned[t.structure][f] = before;
            }
        } else if (t.kind == TypeKind::structure && is_step) {
            whole(t.structure);
        }
    }

    const tree::Unit& unit_;
    Survey facts_;
    tree::FunctionId function_ = 0;
    std::vector<std::vector<const Expression*>> pointer_calls_ =
        std::vector<std::vector<const Expression*>>(unit_.functions.size() + 1);
};

}  // namespace

Survey survey(const tree::Unit& unit) { return Surveyor(unit).run(); }

const Expression& without_casts(const Expression& expression) {
    const Expression* e = &expression;
    while (e->kind == ExpressionKind::cast) e = &e->operands[0];
    return *e;
}

std::vector<tree::FunctionId> candidates(const tree::Unit& unit, const Survey& survey, const Expression& call) {
    const Expression& pointer = without_casts(call.operands[0]);
    const Expression* root = &pointer;
    while (root->kind == ExpressionKind::subscript) root = &root->operands[0];
    const bool is_member = root->kind == ExpressionKind::member || root->kind == ExpressionKind::arrow;
    const auto& known = is_member ? survey.stored[unit.types[root->operands[0].type].structure][root->field] : survey.address_taken;
    std::vector<tree::FunctionId> result;
    for (const tree::FunctionId f : known) {
        const tree::Function& function = unit.functions[f];
        const bool is_taken = std::binary_search(survey.address_taken.begin(), survey.address_taken.end(), f);
        bool fits = is_taken && function.parameters.size() + 1 == call.operands.size() &&
                    alike(unit.types[function.result], unit.types[call.type]);
        for (std::size_t i = 0; fits && i < function.parameters.size(); ++i)
            fits = unit.types[unit.variables[function.parameters[i]].type].kind == unit.types[call.operands[i + 1].type].kind;
        if (fits) result.push_back(f);
    }
    return result;
}

std::vector<bool> reachable(const Survey& survey, const std::vector<tree::FunctionId>& roots) {
    std::vector<bool> seen(survey.functions.size());
    std::vector<tree::FunctionId> open = roots;
    while (!open.empty()) {
        const tree::FunctionId f = open.back();
        open.pop_back();
        if (seen[f]) continue;
        seen[f] = true;
        for (const tree::FunctionId callee : survey.functions[f].callees) open.push_back(callee);
    }
    return seen;
}

tree::TypeId base_type(const tree::Unit& unit, tree::TypeId type) {
    while (unit.types[type].kind == TypeKind::array) type = unit.types[type].element;
    return type;
}

std::uint64_t element_count(const tree::Unit& unit, tree::TypeId type) {
    std::uint64_t count = 1;
    for (; unit.types[type].kind == TypeKind::array; type = unit.types[type].element) count *= unit.types[type].count;
    return count;
}

std::string bare_name(const std::string& structure) {
    const std::string prefix = "struct ";
    return structure.starts_with(prefix) ? structure.substr(prefix.size()) : structure;
}

bool is_stepwise_call(const tree::Unit& unit, const Expression& e) {
    return e.kind == ExpressionKind::call_pointer || (e.kind == ExpressionKind::call && !unit.functions[e.function].pure);
}

bool has_steps(const tree::Unit& unit, const Expression& e) {
    if (is_stepwise_call(unit, e)) return true;
    if (e.kind == ExpressionKind::builtin)
        switch (e.builtin) {
        case tree::Builtin::task:
        case tree::Builtin::subject:
        case tree::Builtin::pool_at:
        case tree::Builtin::pool_index: break;
        default: return true;
        }
    return std::any_of(e.operands.begin(), e.operands.end(), [&](const Expression& o) { return has_steps(unit, o); });
}

bool has_effects(const tree::Unit& unit, const Expression& e) {
    if (e.kind == ExpressionKind::assign || e.kind == ExpressionKind::compound || e.kind == ExpressionKind::increment) return true;
    if (has_steps(unit, e)) return true;
    return std::any_of(e.operands.begin(), e.operands.end(), [&](const Expression& o) { return has_effects(unit, o); });
}

}  // namespace mmapck::lang::lowering
