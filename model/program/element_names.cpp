// SPDX-License-Identifier: Apache-2.0
#include "model/program/element_names.h"

namespace mmapck::program {

namespace {

std::string type_name(const Variable& variable) { return "index of " + variable.name; }

}  // namespace

void name_elements(Program& program, VarId variable, std::vector<std::pair<std::int64_t, std::string>> names) {
    Type type;
    type.display = Display::enumeration;
    type.name = type_name(program.variables[variable]);
    type.names = std::move(names);
    program.types.push_back(std::move(type));
}

std::string element_text(const Program& program, const Variable& variable, std::uint32_t element) {
    const std::string name = type_name(variable);
    for (const Type& type : program.types) {
        if (type.name != name) {
            continue;
        }
        for (const auto& [number, text] : type.names) {
            if (number == element) {
                return text;
            }
        }
    }
    return std::to_string(element);
}

}  // namespace mmapck::program
