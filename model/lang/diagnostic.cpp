// SPDX-License-Identifier: Apache-2.0
#include "model/lang/diagnostic.h"

#include <algorithm>
#include <cstddef>

namespace mmapck::lang {

namespace {

constexpr std::size_t longest_line = 200;  // bytes of a source line shown

/// The length of the well-formed UTF-8 sequence at `i`, or 0.
std::size_t sequence_length(const std::string& text, std::size_t i) {
    const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u; };
    const auto continues = [&](std::size_t k) { return (byte(k) & 0xC0u) == 0x80u; };
    const unsigned first = byte(0);
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
        return continues(1) ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = first == 0xED && byte(1) > 0x9F;
        return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool outside = (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F);
        return continues(1) && continues(2) && continues(3) && !outside ? 4 : 0;
    }
    return 0;
}

void append_byte(std::string& to, unsigned char byte) {
    constexpr char digits[] = "0123456789ABCDEF";
    to += "\\x";
    to += digits[byte >> 4];
    to += digits[byte & 15];
}

/// Text that a terminal can show on one line: control characters (tabs apart) and stray bytes as \xNN.
/// `widths`, if given, gets the number of columns that each input byte takes; continuation bytes take none.
std::string printable(const std::string& text, std::vector<std::size_t>* widths) {
    std::string result;
    const auto add_width = [&](std::size_t width) {
        if (widths != nullptr) {
            widths->push_back(width);
        }
    };
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::size_t length = sequence_length(text, i);
        const bool control = (byte < 0x20 && byte != '\t') || byte == 0x7F || (length == 2 && byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0);
        if (length == 0 || control) {
            for (std::size_t k = 0; k < std::max<std::size_t>(length, 1); ++k) {
                append_byte(result, static_cast<unsigned char>(text[i + k]));
                add_width(4);
            }
        } else {
            result.append(text, i, length);
            for (std::size_t k = 0; k < length; ++k) {
                add_width(k == 0 ? 1 : 0);
            }
        }
        i += std::max<std::size_t>(length, 1);
    }
    return result;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// The part of a long line around a byte; moves `caret` along.
std::string cut_around(const std::string& line, std::size_t& caret) {
    if (line.size() <= longest_line) {
        return line;
    }
    std::size_t begin = caret > longest_line / 2 ? caret - longest_line / 2 : 0;
    begin = std::min(begin, line.size() - longest_line);
    std::size_t end = begin + longest_line;
    while (begin > 0 && begin < caret && is_continuation(line[begin])) {
        ++begin;
    }
    while (end < line.size() && end > caret + 1 && is_continuation(line[end])) {
        --end;
    }
    const std::string before = begin > 0 ? "..." : "";
    caret = caret - begin + before.size();
    return before + line.substr(begin, end - begin) + (end < line.size() ? "..." : "");
}

/// Blanks up to the caret, with tabs where the line has tabs.
std::string caret_line(const std::string& line, std::size_t caret, const std::vector<std::size_t>& widths) {
    std::string result;
    for (std::size_t i = 0; i < caret; ++i) {
        if (i < line.size() && line[i] == '\t') {
            result += '\t';
        } else {
            result.append(i < widths.size() ? widths[i] : 1, ' ');
        }
    }
    return result + "^";
}

std::string source_lines(const Diagnostic& diagnostic) {
    if (diagnostic.source_line.empty()) {
        return {};
    }
    std::size_t caret = diagnostic.column > 0 ? diagnostic.column - 1 : 0;
    caret = std::min(caret, diagnostic.source_line.size());
    const std::string line = cut_around(diagnostic.source_line, caret);
    std::vector<std::size_t> widths;
    std::string result = "    " + printable(line, &widths) + "\n";
    if (diagnostic.column > 0) {
        result += "    " + caret_line(line, caret, widths) + "\n";
    }
    return result;
}

std::string place(const Diagnostic& diagnostic) {
    std::string result = printable(diagnostic.file, nullptr);
    if (diagnostic.line > 0) {
        result += (result.empty() ? "line " : ":") + std::to_string(diagnostic.line);
        if (diagnostic.column > 0) {
            result += ":" + std::to_string(diagnostic.column);
        }
    }
    return result.empty() ? result : result + ": ";
}

}  // namespace

std::string to_text(const Diagnostic& diagnostic) {
    std::string result = place(diagnostic);
    result += diagnostic.severity == Severity::error ? "error: " : "note: ";
    result += printable(diagnostic.message, nullptr);
    if (!diagnostic.pointer.empty()) {
        result += " (at " + printable(diagnostic.pointer, nullptr) + ")";
    }
    result += "\n" + source_lines(diagnostic);
    if (!diagnostic.suggestion.empty()) {
        result += "    " + printable(diagnostic.suggestion, nullptr) + "\n";
    }
    return result;
}

std::string to_text(const std::vector<Diagnostic>& diagnostics) {
    std::string result;
    for (const Diagnostic& diagnostic : diagnostics) {
        result += to_text(diagnostic);
    }
    return result;
}

}  // namespace mmapck::lang
