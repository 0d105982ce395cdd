// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mmapck::lang {

enum class Severity : std::uint8_t { error, note };

/// One message about a source text, as people read it.
struct Diagnostic {
    Severity severity = Severity::error;
    std::string file;            ///< as the user named it; empty when no file is at fault
    std::uint32_t line = 0;      ///< from 1; 0: the whole file
    std::uint32_t column = 0;    ///< from 1, in bytes
    std::string message;         ///< what is wrong, what was expected
    std::string source_line;     ///< the line itself, without its end; may be empty
    std::string suggestion;      ///< what to write instead; may be empty
    std::string pointer;         ///< JSON pointer, for scenarios; else empty
};

/// "file:line:column: error: message", the source line with a caret under the column, and the
/// suggestion, each on lines of its own and ending in a newline. Control characters and bytes that
/// are not UTF-8 are shown as \xNN; tabs keep the caret in its column; lines over 200 bytes are cut around the caret.
std::string to_text(const Diagnostic& diagnostic);
std::string to_text(const std::vector<Diagnostic>& diagnostics);

}  // namespace mmapck::lang
