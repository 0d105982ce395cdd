// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/source.h"

#include <filesystem>

namespace mmapck::lang::front {

namespace {

constexpr std::size_t longest_text = 400;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'; }

/// The end of the comment, string or character literal that starts at `begin`; begin + 1 where none does.
std::size_t end_of_lexeme(llvm::StringRef text, std::size_t begin) {
    if (text.substr(begin).startswith("/*")) {
        const auto end = text.find("*/", begin + 2);
        return end == llvm::StringRef::npos ? text.size() : end + 2;
    }
    if (text.substr(begin).startswith("//")) {
        return std::min(text.find('\n', begin), text.size());
    }
    if (text[begin] != '"' && text[begin] != '\'') {
        return begin + 1;
    }
    std::size_t end = begin + 1;
    while (end < text.size() && text[end] != text[begin]) {
        end += text[end] == '\\' ? 2 : 1;
    }
    return std::min(end + 1, text.size());
}

bool is_comment(llvm::StringRef lexeme) { return lexeme.startswith("/*") || lexeme.startswith("//"); }

std::string collapsed(llvm::StringRef text) {
    std::string result;
    bool gap = false;
    for (std::size_t i = 0; i < text.size() && result.size() < longest_text;) {
        const std::size_t end = end_of_lexeme(text, i);
        const llvm::StringRef lexeme = text.slice(i, end);
        const bool continued = lexeme == "\\" && end < text.size() && (text[end] == '\n' || text[end] == '\r');
        if (is_space(lexeme[0]) || is_comment(lexeme) || continued) {
            gap = true;
        } else {
            if (gap && !result.empty()) {
                result += ' ';
            }
            gap = false;
            result += lexeme;
        }
        i = end;
    }
    if (result.size() >= longest_text) {
        std::size_t cut = longest_text;
        while (cut > 0 && (static_cast<unsigned char>(result[cut - 1]) & 0xC0) == 0x80) {
            --cut;
        }
        result.resize(cut > 0 ? cut - 1 : 0);
        result += "...";
    }
    return result;
}

}  // namespace

clang::SourceLocation in_file(const clang::SourceManager& sources, clang::SourceLocation location) {
    return location.isValid() ? sources.getFileLoc(location) : location;
}

Place place_of(const clang::SourceManager& sources, clang::SourceLocation location) {
    if (location.isInvalid()) {
        return {};
    }
    const clang::PresumedLoc presumed = sources.getPresumedLoc(in_file(sources, location));
    if (presumed.isInvalid()) {
        return {};
    }
    return {presumed.getFilename(), presumed.getLine(), presumed.getColumn()};
}

std::string line_of(const clang::SourceManager& sources, clang::SourceLocation location) {
    if (location.isInvalid()) {
        return {};
    }
    const auto [file, offset] = sources.getDecomposedLoc(in_file(sources, location));
    bool invalid = false;
    const llvm::StringRef text = sources.getBufferData(file, &invalid);
    if (invalid || offset > text.size()) {
        return {};
    }
    const std::size_t before = text.substr(0, offset).rfind('\n');
    const std::size_t begin = before == llvm::StringRef::npos ? 0 : before + 1;
    return text.slice(begin, text.find('\n', offset)).rtrim('\r').str();
}

std::string text_of(const clang::ASTContext& context, clang::SourceRange range) {
    const clang::SourceManager& sources = context.getSourceManager();
    if (range.isInvalid()) {
        return {};
    }
    clang::CharSourceRange written =
        clang::Lexer::makeFileCharRange(clang::CharSourceRange::getTokenRange(range), sources, context.getLangOpts());
    if (written.isInvalid()) {
        // Part of a macro's body: the use of the macro stands for it.
        const clang::SourceLocation end = sources.getExpansionRange(range.getEnd()).getEnd();
        written = clang::CharSourceRange::getTokenRange(sources.getExpansionLoc(range.getBegin()), end);
    }
    bool invalid = false;
    const llvm::StringRef text = clang::Lexer::getSourceText(written, sources, context.getLangOpts(), &invalid);
    return invalid ? std::string{} : collapsed(text);
}

std::string shown_path(const std::string& path, const std::string& folder) {
    namespace fs = std::filesystem;
    if (folder.empty() || path.empty()) {
        return path;
    }
    const fs::path full = fs::path(path).lexically_normal();
    const fs::path below = full.lexically_relative(fs::path(folder).lexically_normal());
    if (below.empty() || below == "." || *below.begin() == "..") {
        return path;
    }
    return below.string();
}

}  // namespace mmapck::lang::front
