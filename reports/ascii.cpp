// SPDX-License-Identifier: Apache-2.0
#include "reports/ascii.h"

#include <algorithm>

namespace mmapck::reports {

std::string printable(std::string_view text) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            if (result.empty() || result.back() != ' ') {
                result += ' ';
            }
        } else if (byte > 0x20 && byte < 0x7f) {
            result += c;
        } else {
            result += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
        }
    }
    return result;
}

std::string cut_middle(std::string_view text, std::size_t width) {
    if (text.size() <= width) {
        return std::string(text);
    }
    const std::size_t kept = width - 3;
    const std::size_t tail = kept / 2;
    return std::string(text.substr(0, kept - tail)) + "..." + std::string(text.substr(text.size() - tail));
}

std::string cut_end(std::string_view text, std::size_t width) {
    return text.size() <= width ? std::string(text) : std::string(text.substr(0, width - 3)) + "...";
}

std::string cut_path(std::string_view path, std::size_t width) {
    for (std::size_t slash = path.find('/'); path.size() > width && slash != path.npos; slash = path.find('/', slash + 1)) {
        if (path.size() - slash + 3 <= width) {
            return "..." + std::string(path.substr(slash));
        }
    }
    return cut_middle(path, width);
}

std::string shown_path(std::string_view path) {
    while (path.substr(0, 2) == "./") {
        path.remove_prefix(std::min(path.find_first_not_of('/', 1), path.size()));
    }
    return printable(path);
}

std::string padded(std::string_view text, std::size_t width) {
    std::string result(text);
    if (result.size() < width) {
        result.resize(width, ' ');
    }
    return result;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = cut_middle(text.substr(at, end - at), width);
        if (!word.empty()) {
            if (lines.empty() || lines.back().size() + 1 + word.size() > width) {
                lines.push_back(word);
            } else {
                lines.back() += " " + word;
            }
        }
        at = end + 1;
    }
    return lines;
}

std::string folded(std::string_view text, std::size_t indent) {
    constexpr std::size_t columns = 80;
    std::string result;
    std::size_t column = 0, at = 0;
    while (at < text.size()) {
        const std::size_t word = std::min(text.find_first_not_of(' ', at), text.size()), end = std::min(text.find(' ', word), text.size());
        const bool breaks = column > indent && column + (end - at) > columns && word > at;
        if (breaks) {
            result += "\n" + std::string(indent, ' ');
            column = indent;
            at = word;
        }
        result += text.substr(at, end - at);
        column += end - at;
        at = end;
    }
    return result;
}

}  // namespace mmapck::reports
