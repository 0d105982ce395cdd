// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/tests/support.h"

#include <algorithm>
#include <stdexcept>

namespace mmapck::lang::test {

namespace {

template <typename Things>
const auto& named(const Things& things, const std::string& name) {
    const auto found = std::find_if(things.begin(), things.end(), [&](const auto& thing) { return thing.name == name; });
    if (found == things.end()) {
        throw std::runtime_error("the tree has no " + name);
    }
    return *found;
}

}  // namespace

Imported import_text(const std::string& text) {
    Unit unit;
    unit.path = "test.c";
    unit.text = text;
    unit.include_dirs = {MMAPCK_SOURCE_DIR "/model/kernel/include"};
    unit.shown_relative_to = MMAPCK_SOURCE_DIR;
    return import(unit);
}

tree::Unit tree_of(const std::string& text) {
    Imported imported = import_text(text);
    REQUIRE_MESSAGE(imported.diagnostics.empty(), summary(imported));
    REQUIRE(imported.unit.has_value());
    return std::move(*imported.unit);
}

const tree::Function& function(const tree::Unit& unit, const std::string& name) { return named(unit.functions, name); }
const tree::Variable& variable(const tree::Unit& unit, const std::string& name) { return named(unit.variables, name); }
const tree::Structure& structure(const tree::Unit& unit, const std::string& name) { return named(unit.structures, name); }
const tree::Type& type(const tree::Unit& unit, tree::TypeId id) { return unit.types.at(id); }

const std::vector<tree::Statement>& body(const tree::Unit& unit, const std::string& name) {
    return function(unit, name).body.statements;
}

std::string summary(const Imported& imported) {
    std::string result;
    for (const Diagnostic& diagnostic : imported.diagnostics) {
        result += diagnostic.file + ":" + std::to_string(diagnostic.line) + ":" + std::to_string(diagnostic.column) + ": " +
                  (diagnostic.severity == Severity::note ? "note: " : "") + diagnostic.message + "\n";
    }
    return result;
}

}  // namespace mmapck::lang::test
