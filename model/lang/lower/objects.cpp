// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/objects.h"

#include <algorithm>

#include "model/lang/lower/element_names.h"
#include "model/lang/lower/failure.h"

namespace mmapck::lang::lowering {

using tree::TypeKind;

namespace {

constexpr std::uint64_t max_instances = 100'000;

/// The names of the elements of an array of any dimension, in order: "a[0][1]".
std::vector<std::string> element_names(const tree::Unit& unit, const std::string& name, tree::TypeId type) {
    std::vector<std::string> names{name};
    for (; unit.types[type].kind == TypeKind::array; type = unit.types[type].element) {
        std::vector<std::string> inner;
        for (const std::string& outer : names)
            for (std::uint64_t i = 0; i < unit.types[type].count; ++i) inner.push_back(outer + "[" + std::to_string(i) + "]");
        names = std::move(inner);
    }
    return names;
}

class Layout {
  public:
    Layout(const tree::Unit& unit, const Survey& survey, const std::vector<TaskPlan>& tasks)
        : unit_(unit), survey_(survey), tasks_(tasks), state_(unit.structures.size()) {
        objects_.instances.resize(unit.structures.size());
        objects_.freeable.resize(unit.structures.size());
        for (const tree::Structure& s : unit.structures) objects_.embedded.emplace_back(s.fields.size());
        objects_.global_first.resize(unit.variables.size());
        objects_.local_first.assign(tasks.size(), std::vector<std::uint32_t>(unit.variables.size()));
    }

    Objects run() {
        for (tree::VariableId v = 0; v < unit_.variables.size(); ++v)
            if (unit_.variables[v].storage == tree::Storage::global) global(v);
        for (program::TaskId t = 0; t < tasks_.size(); ++t) task(t);
        for (tree::StructId s = 0; s < unit_.structures.size(); ++s) embed(s);
        return std::move(objects_);
    }

  private:
    tree::StructId structure_of(tree::TypeId type) const {
        const tree::Type& base = unit_.types[base_type(unit_, type)];
        return base.kind == TypeKind::structure ? base.structure : tree::none;
    }

    std::uint32_t declare(tree::StructId s, const std::vector<std::string>& names, const std::string& path, std::uint32_t local,
                          program::Position where) {
        auto& table = objects_.instances[s];
        if (table.size() + names.size() > max_instances)
            fail(where, "there are more than " + std::to_string(max_instances) + " objects of type " + unit_.structures[s].name);
        const auto first = static_cast<std::uint32_t>(table.size() + 1);
        for (const std::string& name : names) table.push_back({name, path, local});
        return first;
    }

    void global(tree::VariableId v) {
        const tree::Variable& variable = unit_.variables[v];
        const tree::StructId s = structure_of(variable.type);
        if (s == tree::none) return;
        if (element_count(unit_, variable.type) > max_instances)
            fail(variable.where, "'" + variable.name + "' has more than " + std::to_string(max_instances) + " elements");
        std::vector<std::string> names = element_names(unit_, variable.name, variable.type);
        if (!variable.pool.empty()) {
            objects_.freeable[s] = true;
            for (std::size_t i = 0; i < names.size(); ++i) names[i] = variable.pool + "#" + std::to_string(i + 1);
        }
        for (const auto& [index, name] : element_names(unit_, tasks_, variable.indexed_by))
            if (index >= 0 && index < std::int64_t(names.size())) names[std::size_t(index)] = variable.name + "[" + name + "]";
        for (const auto& [index, name] : element_names(unit_, tasks_, variable.named_by))
            if (index >= 0 && index < std::int64_t(names.size())) names[std::size_t(index)] = name;
        const std::string& path = variable.pool.empty() ? variable.name : variable.pool;
        objects_.global_first[v] = declare(s, names, path, program::none, variable.where);
    }

    void task(program::TaskId t) {
        const std::vector<bool> runs = reachable(survey_, tasks_[t].roots);
        for (tree::FunctionId f = 0; f < unit_.functions.size(); ++f) {
            if (!runs[f]) continue;
            for (const tree::VariableId v : survey_.functions[f].locals) {
                const tree::StructId s = structure_of(unit_.variables[v].type);
                if (s == tree::none) continue;
                const std::string name = local_name(unit_, survey_, v, tasks_[t].name);
                const auto local = static_cast<std::uint32_t>(objects_.locals.size());
                objects_.locals.push_back({t, v});
                objects_.local_first[t][v] = declare(s, element_names(unit_, name, unit_.variables[v].type),
                                                     unit_.variables[v].name, local, unit_.variables[v].where);
            }
        }
    }

    /// Adds to s what other structures embed; those come first, since they may be embedded as well.
    void embed(tree::StructId s) {
        if (state_[s]) return;
        state_[s] = true;
        for (tree::StructId outer = 0; outer < unit_.structures.size(); ++outer) {
            const auto& fields = unit_.structures[outer].fields;
            for (std::uint32_t f = 0; f < fields.size(); ++f)
                if (structure_of(fields[f].type) == s) {
                    embed(outer);
                    field(s, outer, f);
                }
        }
    }

    void field(tree::StructId s, tree::StructId outer, std::uint32_t f) {
        const tree::Field& embedded = unit_.structures[outer].fields[f];
        if (objects_.freeable[outer]) objects_.freeable[s] = true;
        objects_.embedded[outer][f] = static_cast<std::uint32_t>(objects_.instances[s].size() + 1);
        const std::vector<Instance> outers = objects_.instances[outer];
        const std::string bare = bare_name(unit_.structures[outer].name);
        for (std::size_t i = 0; i < outers.size(); ++i) {
            const bool is_declared = i < declared(outer);
            const std::string path = (is_declared ? bare : outers[i].path) + "." + embedded.name;
            declare(s, element_names(unit_, outers[i].name + "." + embedded.name, embedded.type), path, outers[i].local,
                    embedded.where);
        }
    }

    /// Instances that are variables, not embedded.
    std::size_t declared(tree::StructId s) const {
        std::size_t first = objects_.instances[s].size() + 1;
        for (tree::StructId outer = 0; outer < unit_.structures.size(); ++outer)
            for (std::uint32_t f = 0; f < unit_.structures[outer].fields.size(); ++f)
                if (structure_of(unit_.structures[outer].fields[f].type) == s && objects_.embedded[outer][f] != 0)
                    first = std::min<std::size_t>(first, objects_.embedded[outer][f]);
        return first - 1;
    }

    const tree::Unit& unit_;
    const Survey& survey_;
    const std::vector<TaskPlan>& tasks_;
    Objects objects_;
    std::vector<bool> state_;
};

}  // namespace

Objects lay_out(const tree::Unit& unit, const Survey& survey, const std::vector<TaskPlan>& tasks) {
    return Layout(unit, survey, tasks).run();
}

std::string local_name(const tree::Unit& unit, const Survey& survey, tree::VariableId variable, const std::string& task) {
    const std::string& name = unit.variables[variable].name;
    const tree::FunctionId function = survey.function_of[variable];
    const bool qualified = survey.ambiguous[variable] && function != tree::none && unit.functions[function].role == tree::Role::ordinary;
    return (qualified ? unit.functions[function].name + "." : "") + name + " (" + task + ")";
}

}  // namespace mmapck::lang::lowering
