// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "model/lang/import.h"

/// Short model C texts, and the parts of their trees that tests look at.
namespace mmapck::lang::test {

/// Imports a text that stands for a file "test.c".
Imported import_text(const std::string& text);

/// As above, and fails the test unless there are no diagnostics.
tree::Unit tree_of(const std::string& text);

const tree::Function& function(const tree::Unit& unit, const std::string& name);
const tree::Variable& variable(const tree::Unit& unit, const std::string& name);
const tree::Structure& structure(const tree::Unit& unit, const std::string& name);
const tree::Type& type(const tree::Unit& unit, tree::TypeId id);

/// The statements of a function's body.
const std::vector<tree::Statement>& body(const tree::Unit& unit, const std::string& name);

/// "test.c:3:7: message" of each diagnostic, notes marked "note: ", each on a line of its own.
std::string summary(const Imported& imported);

}  // namespace mmapck::lang::test
