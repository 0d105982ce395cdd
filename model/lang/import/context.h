// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/lang/import/clang.h"
#include "model/lang/import/parameters.h"
#include "model/lang/import/reporter.h"
#include "model/lang/tree.h"

/// From Clang's AST to the tree. Each file here imports one kind of node; what is not in the subset is reported and stands in the tree as
/// a constant 0, so that one run finds all errors. A tree with errors is thrown away.
namespace mmapck::lang::front {

/// One call from one function to another, for the search for recursion.
struct CallEdge {
    const clang::FunctionDecl* caller;
    const clang::FunctionDecl* callee;
    clang::SourceLocation where;
};

/// The state of one import.
struct Context {
    clang::ASTContext& ast;
    Reporter& reporter;
    tree::Unit& unit;
    std::string shown_relative_to;
    Parameters& parameters;  // of a prelude, if it is one or if there is one before the text; otherwise none

    std::map<std::string, program::FileId> files{};  // by name, as it is shown
    std::unordered_map<std::string, program::FileId> paths{};
    std::map<std::string, tree::TypeId> types{};  // by description
    std::unordered_map<const void*, tree::TypeId> imported_types{};  // by Clang's pointer, qualifiers and all
    std::unordered_map<const clang::RecordDecl*, tree::StructId> structures{};
    std::vector<const clang::RecordDecl*> pending{};       // named by a pointer, their fields not yet imported
    std::vector<std::uint64_t> structure_cells{};          // by StructId; 0 until its fields are imported
    std::vector<unsigned> structure_depths{};              // structures inside of each other
    std::unordered_map<const clang::FieldDecl*, std::uint32_t> fields{};  // index in its structure
    std::unordered_map<const clang::VarDecl*, tree::VariableId> variables{};
    std::unordered_map<const clang::FunctionDecl*, tree::FunctionId> functions{};  // those defined
    std::map<std::string, const clang::VarDecl*> pools{};                          // by the pool's name
    std::vector<CallEdge> calls{};

    const clang::FunctionDecl* function = nullptr;  // whose body is imported; null in initialisers of globals
    bool in_pure = false;
    bool has_static_locals = false;  // in the functions imported so far
    unsigned depth = 0;            // of nested expressions and statements
    std::size_t expressions = 0;   // made so far
    bool too_large = false;
    bool too_deep = false;
    clang::SourceLocation current{};  // of the declaration or statement that is imported

    const clang::SourceManager& sources() const { return ast.getSourceManager(); }

    /// Reports what is outside of the subset, and what to write instead.
    void reject(clang::SourceLocation where, std::string message, std::string suggestion) {
        reporter.error(sources(), where.isValid() ? where : current, std::move(message), std::move(suggestion));
    }
    void note(clang::SourceLocation where, std::string message) { reporter.note(sources(), where, std::move(message)); }

    tree::Position position(clang::SourceLocation where);
    program::FileId file(const std::string& path);
    std::string text(clang::SourceRange range) const;
};

/// Counts one level of nesting for as long as it lives.
class Nesting {
  public:
    explicit Nesting(Context& context) : context_(context) { ++context_.depth; }
    ~Nesting() { --context_.depth; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    /// False, after a report, where the nesting is too deep to go on.
    bool fits(clang::SourceLocation where) const;

  private:
    Context& context_;
};

/// A name in quotes for messages.
std::string quoted(llvm::StringRef name);

}  // namespace mmapck::lang::front
