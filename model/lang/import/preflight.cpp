// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/preflight.h"

#include <algorithm>
#include <vector>

#include "llvm/Support/ConvertUTF.h"

namespace mmapck::lang::front {

namespace {

Diagnostic at(const std::string& path, std::string_view text, std::size_t offset, std::string message, std::string suggestion) {
    Diagnostic result;
    result.file = path;
    result.message = std::move(message);
    result.suggestion = std::move(suggestion);
    const std::string_view before = text.substr(0, offset);
    const std::size_t newline = before.rfind('\n');
    const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
    result.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
    result.column = static_cast<std::uint32_t>(offset - begin + 1);
    // The caret needs what is around it; the rest of a line of megabytes is nobody's to read.
    const std::size_t end = std::min(text.find('\n', offset), text.size());
    result.source_line = std::string(text.substr(begin, std::min(end - begin, offset - begin + 200)));
    return result;
}

std::optional<Diagnostic> check_encoding(const std::string& path, std::string_view text) {
    const auto* begin = reinterpret_cast<const llvm::UTF8*>(text.data());
    const auto* position = begin;
    if (!llvm::isLegalUTF8String(&position, begin + text.size())) {
        return at(path, text, static_cast<std::size_t>(position - begin), "the file is not UTF-8 text here",
                  "save it as UTF-8, or leave the character out");
    }
    const std::size_t nul = text.find('\0');
    if (nul != std::string_view::npos) {
        return at(path, text, nul, "the file holds a NUL byte", "leave it out; is this a text file?");
    }
    return std::nullopt;
}

/// Goes over the tokens roughly as C does: enough to see brackets and statements, in any text.
class Scan {
  public:
    Scan(const std::string& path, std::string_view text) : path_(path), text_(text) {}

    std::optional<Diagnostic> run() {
        while (next_ < text_.size() && !problem_) {
            step();
        }
        return problem_;
    }

  private:
    void step() {
        const char c = text_[next_];
        if (c == '/' && next_ + 1 < text_.size() && (text_[next_ + 1] == '*' || text_[next_ + 1] == '/')) {
            skip_comment();
        } else if (c == '"' || c == '\'') {
            skip_literal(c);
            count_token();
        } else if (is_word(c)) {
            while (next_ < text_.size() && is_word(text_[next_])) {
                ++next_;
            }
            count_token();
        } else {
            punctuation(c);
            ++next_;
        }
    }

    void punctuation(char c) {
        switch (c) {
        case '(':
        case '[':
        case '{':
            open(c);
            break;
        case ')':
        case ']':
        case '}':
            if (!open_.empty()) {
                open_.pop_back();
            }
            if (c == '}') {
                tokens_ = 0;
            }
            break;
        case ';':
            tokens_ = 0;
            break;
        case ',':
            if (!open_.empty() && open_.back() == '{') {
                tokens_ = 0;
            }
            break;
        case '\n':
            end_line();
            break;
        case ' ':
        case '\t':
        case '\r':
        case '\v':
        case '\f':
            break;
        case '#':
            in_directive_ = in_directive_ || only_blanks_before();
            break;
        default:
            count_token();
            break;
        }
    }

    void open(char c) {
        open_.push_back(c);
        if (c == '{') {
            tokens_ = 0;
        }
        if (open_.size() > deepest_brackets) {
            problem_ = at(path_, text_, next_, "brackets are nested more than " + std::to_string(deepest_brackets) + " deep",
                          "split the expression, or move inner blocks into functions");
        }
    }

    void count_token() {
        if (++tokens_ > longest_statement && !problem_) {
            problem_ = at(path_, text_, std::min(next_, text_.size() - 1),
                          "a statement of more than " + std::to_string(longest_statement) + " tokens", "split it; is a semicolon missing?");
        }
    }

    /// A directive ends with its line; what stands in it belongs to no statement.
    void end_line() {
        const bool continued = next_ > 0 && (text_[next_ - 1] == '\\' || (next_ > 1 && text_[next_ - 1] == '\r' && text_[next_ - 2] == '\\'));
        if (in_directive_ && !continued) {
            in_directive_ = false;
            tokens_ = 0;
        }
    }

    bool only_blanks_before() const {
        std::size_t i = next_;
        while (i > 0 && (text_[i - 1] == ' ' || text_[i - 1] == '\t')) {
            --i;
        }
        return i == 0 || text_[i - 1] == '\n';
    }

    void skip_comment() {
        if (text_[next_ + 1] == '*') {
            const std::size_t end = text_.find("*/", next_ + 2);
            next_ = end == std::string_view::npos ? text_.size() : end + 2;
        } else {
            next_ = std::min(text_.find('\n', next_), text_.size());
        }
    }

    /// To the closing quote or the end of the line: an apostrophe in a disabled block closes nowhere.
    void skip_literal(char quote) {
        for (++next_; next_ < text_.size() && text_[next_] != quote && text_[next_] != '\n'; ++next_) {
            if (text_[next_] == '\\' && next_ + 1 < text_.size()) {
                ++next_;
            }
        }
        if (next_ < text_.size() && text_[next_] == quote) {
            ++next_;
        }
    }

    static bool is_word(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    }

    const std::string& path_;
    std::string_view text_;
    std::size_t next_ = 0;
    std::vector<char> open_;
    std::size_t tokens_ = 0;
    bool in_directive_ = false;
    std::optional<Diagnostic> problem_;
};

}  // namespace

std::optional<Diagnostic> check_text(const std::string& path, std::string_view text) {
    if (text.size() > most_bytes) {
        Diagnostic result;
        result.file = path;
        result.message = "the file has " + std::to_string(text.size()) + " bytes, more than the " + std::to_string(most_bytes) + " that are read";
        result.suggestion = "split it into several files, or leave out generated tables";
        return result;
    }
    auto problem = check_encoding(path, text);
    return problem ? problem : Scan(path, text).run();
}

}  // namespace mmapck::lang::front
