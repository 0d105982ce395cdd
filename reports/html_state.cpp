// SPDX-License-Identifier: Apache-2.0
#include "reports/html_state.h"

#include "reports/ascii.h"
#include "reports/changes.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;

namespace {

StatePart part(const Program& program, VarId id, std::uint32_t cell) {
    const Variable& variable = program.variables[id];
    if (const std::string object = pool_object(variable, cell); !object.empty()) {
        return {object, "", id, cell, nullptr};
    }
    const std::string text = cell_text(program, id, cell);
    if (variable.table >= program.tables.size() || program.tables[variable.table].instances.empty()) {
        return {"", text, id, cell, nullptr};
    }
    const auto instances = static_cast<std::uint32_t>(program.tables[variable.table].instances.size());
    const std::uint32_t per_instance = std::max<std::uint32_t>(1, variable.count / instances);
    const std::string object = object_text(program, variable.table, cell / per_instance + 1);
    return {object, text.substr(object.size() + 1), id, cell, nullptr};
}

}  // namespace

StateParts::StateParts(const checker::replay::Interpreter& interpreter) : interpreter_(interpreter) {
    const Program& program = interpreter.program();
    std::map<const Lock*, std::int32_t> locks;
    for (VarId id = 0; id < program.variables.size(); ++id) {
        for (std::uint32_t cell = 0; cell < program.variables[id].count; ++cell) {
            add(id, cell, locks);
        }
    }
}

void StateParts::add(VarId id, std::uint32_t cell, std::map<const Lock*, std::int32_t>& locks) {
    const Program& program = interpreter_.program();
    const auto next = static_cast<std::int32_t>(parts_.size());
    if (!is_shown(program, id, cell)) {
        part_of_.push_back(-1);
        return;
    }
    const Lock* lock = lock_of(program, program.variables[id], cell);
    if (lock == nullptr) {
        part_of_.push_back(next);
        parts_.push_back(part(program, id, cell));
        return;
    }
    const auto [known, is_new] = locks.emplace(lock, next);
    part_of_.push_back(known->second);
    if (is_new) {
        parts_.push_back({"locks", printable(lock->name), id, cell, lock});
    }
}

std::string StateParts::value(const checker::replay::State& state, std::size_t number) const {
    const Program& program = interpreter_.program();
    const StatePart& part = parts_[number];
    if (part.lock != nullptr) {
        return holders_text(interpreter_, state, *part.lock);
    }
    const Variable& variable = program.variables[part.variable];
    const std::int64_t value = state.cells[interpreter_.cell(part.variable, part.cell)];
    if (part.name.empty()) {
        return value != 0 ? "allocated" : "free";
    }
    return value_text(program, variable.type, value);
}

bool is_blank(const std::string& value) { return value == "0" || value == "NULL" || value == "false" || value == "free"; }

}  // namespace mmapck::reports
