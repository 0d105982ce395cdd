// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/lang/import/clang.h"

/// Where things stand in the source, and what is written there.
namespace mmapck::lang::front {

/// A place as people are told it: #line is followed, and code from a macro counts as where the macro is used.
struct Place {
    std::string path;             ///< as Clang opened it or as #line names it; empty when not known
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

/// The place in the file itself that a location belongs to: for the body of a macro, where the macro is used.
clang::SourceLocation in_file(const clang::SourceManager& sources, clang::SourceLocation location);

Place place_of(const clang::SourceManager& sources, clang::SourceLocation location);

/// The whole line that a location is on, without its end. O(length of the line).
std::string line_of(const clang::SourceManager& sources, clang::SourceLocation location);

/// A range of the source as it is written, macros not expanded, comments left out and white space collapsed.
/// Cut to some 400 bytes.
std::string text_of(const clang::ASTContext& context, clang::SourceRange range);

/// `path` relative to `folder` if it is below it, else as it is.
std::string shown_path(const std::string& path, const std::string& folder);

}  // namespace mmapck::lang::front
