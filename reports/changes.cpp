// SPDX-License-Identifier: Apache-2.0
#include "reports/changes.h"

#include <algorithm>
#include <string_view>

#include "reports/ascii.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using checker::replay::Freed;
using checker::replay::Interpreter;
using checker::replay::State;

namespace {

constexpr std::string_view pool_suffix = ".allocated";

bool ends_with(std::string_view text, std::string_view suffix) {
    return text.size() > suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

std::string task_text(const Program& program, std::int64_t owner) {
    const auto task = static_cast<std::size_t>(owner - 1);
    return owner >= 1 && task < program.tasks.size() ? printable(program.tasks[task].name) : std::to_string(owner);
}

/// The tasks of a bit set in which bit t + 1 is task t.
std::string readers_text(const Program& program, std::int64_t bits) {
    std::string result;
    for (std::size_t task = 0; task < program.tasks.size(); ++task) {
        if ((bits >> (task + 1) & 1) != 0) {
            result += (result.empty() ? "" : ", ") + printable(program.tasks[task].name);
        }
    }
    return result + " (read)";
}

std::uint32_t cells_per_instance(const Program& program, const Variable& variable) {
    const std::size_t instances = program.tables[variable.table].instances.size();
    return std::max<std::uint32_t>(1, variable.count / static_cast<std::uint32_t>(std::max<std::size_t>(1, instances)));
}

bool belongs_to(const Program& program, const Variable& variable, std::uint32_t cell, const std::vector<Freed>& freed) {
    return variable.table != none && std::any_of(freed.begin(), freed.end(), [&](const Freed& object) {
               return object.table == variable.table &&
                      object.object == cell / cells_per_instance(program, variable) + 1;
           });
}

std::string change_text(const Program& program, VarId id, std::uint32_t cell, std::int64_t before, std::int64_t after) {
    const Variable& variable = program.variables[id];
    if (const std::string object = pool_object(variable, cell); !object.empty()) {
        return object + (after != 0 ? ": free -> allocated" : ": allocated -> free");
    }
    return cell_text(program, id, cell) + ": " + value_text(program, variable.type, before) + " -> " +
           value_text(program, variable.type, after);
}

}  // namespace

bool is_shown(const Program& program, VarId id, std::uint32_t cell) {
    const Variable& variable = program.variables[id];
    return variable.owner_of(cell) == shared && variable.name != "setup.done" && variable.name.rfind("mmapck_", 0) != 0 &&
           variable.name.rfind("task.", 0) != 0;
}

std::string pool_object(const Variable& variable, std::uint32_t cell) {
    if (!ends_with(variable.name, pool_suffix)) {
        return "";
    }
    return printable(variable.name.substr(0, variable.name.size() - pool_suffix.size())) + "#" + std::to_string(cell + 1);
}

const Lock* lock_of(const Program& program, const Variable& variable, std::uint32_t cell) {
    if (variable.table == none) {
        return nullptr;
    }
    const std::uint32_t instance = cell / cells_per_instance(program, variable) + 1;
    for (const Lock& lock : program.locks) {
        if (lock.table == variable.table && lock.instance == instance) {
            return &lock;
        }
    }
    return nullptr;
}

std::string holders_text(const Interpreter& interpreter, const State& state, const Lock& lock) {
    const Program& program = interpreter.program();
    std::string result;
    for (VarId id = 0; id < program.variables.size(); ++id) {
        const Variable& variable = program.variables[id];
        if (variable.table != lock.table) {
            continue;
        }
        const std::uint32_t cell = (lock.instance - 1) * cells_per_instance(program, variable);
        const std::int64_t value = cell < variable.count ? state.cells[interpreter.cell(id, cell)] : 0;
        if (value == 0) {
            continue;
        }
        const std::string part = variable.field == "owner"     ? task_text(program, value)
                                 : variable.field == "writer"  ? task_text(program, value) + " (write)"
                                 : variable.field == "readers" ? readers_text(program, value)
                                                               : "";
        result += (result.empty() || part.empty() ? "" : ", ") + part;
    }
    return result.empty() ? "free" : result;
}

std::vector<std::string> differences(const Interpreter& interpreter, const State& before, const State& after,
                                     const std::vector<Freed>& freed) {
    const Program& program = interpreter.program();
    std::vector<std::string> texts;
    const auto add = [&texts](std::string text) {
        if (std::find(texts.begin(), texts.end(), text) == texts.end()) {
            texts.push_back(std::move(text));
        }
    };
    for (VarId id = 0; id < program.variables.size(); ++id) {
        const Variable& variable = program.variables[id];
        for (std::uint32_t cell = 0; cell < variable.count; ++cell) {
            const std::size_t number = interpreter.cell(id, cell);
            if (before.cells[number] == after.cells[number] || !is_shown(program, id, cell) ||
                belongs_to(program, variable, cell, freed)) {
                continue;
            }
            if (const Lock* lock = lock_of(program, variable, cell)) {
                add(printable(lock->name) + ": " + holders_text(interpreter, before, *lock) + " -> " +
                    holders_text(interpreter, after, *lock));
            } else {
                add(change_text(program, id, cell, before.cells[number], after.cells[number]));
            }
        }
    }
    return texts;
}

}  // namespace mmapck::reports
