// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/context.h"

#include "model/lang/import/source.h"

namespace mmapck::lang::front {

namespace {

// Well below what the recursive passes after this one can take.
constexpr unsigned deepest = 400;

}  // namespace

tree::Position Context::position(clang::SourceLocation where) {
    const Place place = place_of(sources(), where);
    if (place.line == 0) {
        return {};
    }
    const auto known = paths.find(place.path);
    const program::FileId file = known != paths.end() ? known->second : this->file(place.path);
    return {file, place.line, place.column};
}

program::FileId Context::file(const std::string& path) {
    const std::string name = shown_path(path, shown_relative_to);
    const auto [known, is_new] = files.try_emplace(name, static_cast<program::FileId>(unit.files.size()));
    if (is_new) {
        unit.files.push_back(name);
    }
    paths.emplace(path, known->second);
    return known->second;
}

std::string Context::text(clang::SourceRange range) const { return text_of(ast, range); }

bool Nesting::fits(clang::SourceLocation where) const {
    if (context_.depth >= deepest && !context_.too_deep) {
        context_.too_deep = true;
        context_.reject(where, "nested more than " + std::to_string(deepest) + " levels deep",
                        "split the expression, turn a chain of else-ifs into a switch, or move inner blocks into functions");
    }
    return context_.depth < deepest;
}

std::string quoted(llvm::StringRef name) { return "'" + name.str() + "'"; }

}  // namespace mmapck::lang::front
