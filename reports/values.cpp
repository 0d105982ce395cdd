// SPDX-License-Identifier: Apache-2.0
#include "reports/values.h"

#include <algorithm>

#include "model/program/element_names.h"
#include "reports/ascii.h"

namespace mmapck::reports {

using namespace program;

namespace {

std::string named(const Type& type, std::int64_t value) {
    for (const auto& [number, name] : type.names) {
        if (number == value) {
            return printable(name);
        }
    }
    return "";
}

std::string flags_text(const Type& type, std::int64_t value) {
    std::string result;
    std::int64_t rest = value;
    for (const auto& [bits, name] : type.names) {
        if (bits != 0 && (rest & bits) == bits) {
            result += (result.empty() ? "" : "|") + printable(name);
            rest &= ~bits;
        }
    }
    if (rest != 0) {
        result += (result.empty() ? "" : "|") + std::to_string(rest);
    }
    return result.empty() ? "0" : result;
}

std::string error_text(std::int64_t value) {
    const std::string name = value < 0 && value >= -4095 ? errno_name(-value) : "";
    return name.empty() ? std::to_string(value) : "-" + name;
}

}  // namespace

std::string value_text(const Program& program, std::uint32_t type_number, std::int64_t value) {
    const Type& type = program.types[type_number];
    switch (type.display) {
        case Display::boolean: return value == 0 ? "false" : value == 1 ? "true" : std::to_string(value);
        case Display::flags: return flags_text(type, value);
        case Display::pointer: return object_text(program, type.table, value);
        case Display::error: return error_text(value);
        case Display::function:
            if (value == 0) {
                return "NULL";
            }
            break;
        case Display::enumeration:
        case Display::number: break;
    }
    const std::string name = named(type, value);
    return name.empty() ? std::to_string(value) : name;
}

std::string returned_text(const Program& program, std::uint32_t type, std::int64_t value) {
    return program.types[type].display == Display::number ? error_text(value) : value_text(program, type, value);
}

std::string object_text(const Program& program, TableId table, std::int64_t object) {
    if (object == 0) {
        return "NULL";
    }
    if (table >= program.tables.size() || object < 0) {
        return std::to_string(object);
    }
    const std::vector<std::string>& instances = program.tables[table].instances;
    const auto count = static_cast<std::int64_t>(instances.size());
    if (object > 2 * count) {
        return std::to_string(object);
    }
    const std::string name = printable(instances[static_cast<std::size_t>((object - 1) % count)]);
    return object > count ? "freed " + name : name;
}

std::string cell_text(const Program& program, VarId id, std::uint32_t cell) {
    const Variable& variable = program.variables[id];
    const bool of_table = variable.table < program.tables.size() && !program.tables[variable.table].instances.empty();
    if (!of_table) {
        const std::string name = printable(variable.name);
        return variable.count == 1 ? name : name + "[" + printable(element_text(program, variable, cell)) + "]";
    }
    const auto instances = static_cast<std::uint32_t>(program.tables[variable.table].instances.size());
    const std::uint32_t per_instance = std::max<std::uint32_t>(1, variable.count / instances);
    const std::string name =
        object_text(program, variable.table, cell / per_instance + 1) + "." + printable(variable.field);
    return per_instance == 1 ? name : name + "[" + printable(element_text(program, variable, cell % per_instance)) + "]";
}

std::string position_text(const Program& program, const Position& position) {
    if (position.file >= program.files.size()) {
        return "";
    }
    const std::string file = printable(program.files[position.file]);
    return position.line == 0 ? file : file + ":" + std::to_string(position.line);
}

std::string frame_text(const Program& program, FrameId id) {
    if (id >= program.frames.size()) {
        return "";
    }
    for (const Task& task : program.tasks) {
        if (program.locations[task.first].frame == id) {
            return "task " + printable(task.name);
        }
    }
    return printable(program.frames[id].function) + "()";
}

}  // namespace mmapck::reports
