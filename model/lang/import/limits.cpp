// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/limits.h"

#include "model/lang/import/preflight.h"

namespace mmapck::lang::front {

namespace {

using clang::tok::TokenKind;

constexpr unsigned deepest_macros = 2'000;
constexpr std::uint64_t most_expanded = 4'000'000;  // so that source locations, of 31 bits, suffice

/// Marks tokens so that the preprocessor leaves them as they are. Both belong to the preprocessor, which has them as mutable
/// objects; there is no other way to refuse an expansion.
void freeze(llvm::ArrayRef<clang::Token> tokens) {
    for (const clang::Token& token : tokens) {
        const_cast<clang::Token&>(token).setFlag(clang::Token::DisableExpand);
    }
}

llvm::ArrayRef<clang::Token> argument_of(const clang::MacroArgs* arguments, unsigned index) {
    const clang::Token* begin = arguments->getUnexpArgument(index);
    return {begin, clang::MacroArgs::getArgLength(begin)};
}

}  // namespace

void Limits::stop(clang::SourceLocation where, std::string message, std::string suggestion) {
    if (!stopped_) {
        reporter_.error(preprocessor_.getSourceManager(), where, std::move(message), std::move(suggestion));
        reporter_.ignore_clang();
    }
    stopped_ = true;
}

void Limits::see(clang::Token& token) {
    if (!stopped_) {
        if (++used_.tokens > most_tokens) {
            stop(token.getLocation(), "the model has more than " + std::to_string(most_tokens) + " tokens, macros expanded",
                 "leave out generated code, or make macros functions");
        }
        count_brackets(token);
        count_statement(token);
    }
    if (stopped_) {
        const clang::SourceLocation where = token.getLocation();
        token.startToken();
        token.setKind(TokenKind::eof);
        token.setLocation(where);
    }
}

void Limits::count_brackets(const clang::Token& token) {
    if (token.isOneOf(TokenKind::l_paren, TokenKind::l_square, TokenKind::l_brace)) {
        brackets_.push_back(token.getKind());
        if (brackets_.size() > deepest_brackets) {
            stop(token.getLocation(), "brackets are nested more than " + std::to_string(deepest_brackets) + " deep, macros expanded",
                 "split the expression, or move inner blocks into functions");
        }
    } else if (token.isOneOf(TokenKind::r_paren, TokenKind::r_square, TokenKind::r_brace) && !brackets_.empty()) {
        brackets_.pop_back();
    }
}

void Limits::count_statement(const clang::Token& token) {
    const bool in_braces = !brackets_.empty() && brackets_.back() == TokenKind::l_brace;
    if (token.isOneOf(TokenKind::semi, TokenKind::l_brace, TokenKind::r_brace) || (token.is(TokenKind::comma) && in_braces)) {
        statement_ = 0;
    } else if (++statement_ > longest_statement) {
        stop(token.getLocation(), "a statement of more than " + std::to_string(longest_statement) + " tokens, macros expanded",
             "split it; is a semicolon missing?");
    }
    elses_ = brackets_.empty() ? 0 : elses_ + (token.is(TokenKind::kw_else) ? 1 : 0);
    if (elses_ > most_elses) {
        stop(token.getLocation(), "a function with more than " + std::to_string(most_elses) + " else branches", "use a switch");
    }
}

void Limits::expand(const clang::Token& name, const clang::MacroInfo* macro, const clang::MacroArgs* arguments) {
    used_.macro_bytes += macro->getDefinitionLength(preprocessor_.getSourceManager());
    if (used_.macro_bytes > most_entered_bytes) {
        stop(name.getLocation(), "macros are used too often", "make large macros functions");
    }
    if (!stopped_ && name.getLocation().isFileID()) {
        work_ = 0;
        Sizes parameters;
        for (unsigned i = 0; arguments != nullptr && i < macro->getNumParams() && i < arguments->getNumMacroArguments(); ++i) {
            parameters[macro->params()[i]] = size_of(argument_of(arguments, i), {}, 0);
        }
        const std::uint64_t size = size_of_macro(name.getIdentifierInfo(), macro, parameters, 0);
        used_.expanded += size;
        if (size > most_tokens_of_macro || used_.expanded > most_expanded) {
            stop(name.getLocation(),
                 "the macro '" + name.getIdentifierInfo()->getName().str() + "' expands to more than " + std::to_string(most_tokens_of_macro) + " tokens",
                 "make it a function, or a loop over an array");
        }
    }
    if (stopped_) {
        freeze(macro->tokens());
        for (unsigned i = 0; arguments != nullptr && i < arguments->getNumMacroArguments(); ++i) {
            freeze(argument_of(arguments, i));
        }
    }
}

std::uint64_t Limits::size_of_macro(const clang::IdentifierInfo* name, const clang::MacroInfo* macro, const Sizes& parameters, unsigned depth) {
    const bool remember = macro->isObjectLike();
    if (remember) {
        const auto known = sizes_.find(name);
        if (known != sizes_.end()) {
            return known->second;
        }
    }
    if (!expanding_.insert(name).second) {
        return 1;  // a macro is not expanded inside of itself
    }
    const std::uint64_t size = 1 + size_of(macro->tokens(), parameters, depth + 1);
    expanding_.erase(name);
    if (remember && expanding_.empty()) {
        sizes_[name] = size;
    }
    return size;
}

/// The tokens that a list of tokens expands to: an estimate from above for what is not built with ## or from halves of calls.
std::uint64_t Limits::size_of(llvm::ArrayRef<clang::Token> tokens, const Sizes& parameters, unsigned depth) {
    std::uint64_t sum = 0;
    for (std::size_t next = 0; next < tokens.size() && sum <= most_tokens_of_macro;) {
        if (depth > deepest_macros || ++work_ > most_tokens_of_macro) {
            return most_tokens_of_macro + 1;
        }
        sum += size_of_use(tokens, next, parameters, depth);
    }
    return sum;
}

/// The size of one token, or of a macro's use that starts at it. Moves behind it.
std::uint64_t Limits::size_of_use(llvm::ArrayRef<clang::Token> tokens, std::size_t& next, const Sizes& parameters, unsigned depth) {
    const clang::Token& token = tokens[next++];
    const clang::IdentifierInfo* name = token.getIdentifierInfo();
    if (name == nullptr) {
        return 1 + token.getLength() / 64;  // long literals take up source locations
    }
    const auto parameter = parameters.find(name);
    if (parameter != parameters.end()) {
        return parameter->second;
    }
    const clang::MacroInfo* macro = preprocessor_.getMacroInfo(name);
    if (macro == nullptr || expanding_.count(name) != 0) {
        return 1;
    }
    if (macro->isObjectLike()) {
        return size_of_macro(name, macro, {}, depth);
    }
    if (next >= tokens.size() || tokens[next].isNot(TokenKind::l_paren)) {
        return 1;
    }
    // All arguments count for each parameter: an upper bound that needs no splitting at commas.
    const std::size_t begin = ++next;
    for (unsigned open = 1; next < tokens.size(); ++next) {
        open += tokens[next].is(TokenKind::l_paren) ? 1 : 0;
        open -= tokens[next].is(TokenKind::r_paren) ? 1 : 0;
        if (open == 0) {
            break;
        }
    }
    const std::uint64_t argument = size_of(tokens.slice(begin, next - begin), parameters, depth + 1);
    next = std::min(next + 1, tokens.size());
    Sizes inner;
    for (const clang::IdentifierInfo* p : macro->params()) {
        inner[p] = argument;
    }
    return size_of_macro(name, macro, inner, depth);
}

void Limits::enter_file(clang::FileID file) {
    clang::SourceManager& sources = preprocessor_.getSourceManager();
    used_.entered_bytes += sources.getFileIDSize(file);
    if (used_.entered_bytes <= most_entered_bytes) {
        return;
    }
    stop(sources.getLocForStartOfFile(file), "files are included too often: more than " + std::to_string(most_entered_bytes) + " bytes in all",
         "put '#pragma once' at the top of each header");
    if (const clang::FileEntry* entry = sources.getFileEntryForID(file)) {
        preprocessor_.getHeaderSearchInfo().MarkFileIncludeOnce(entry);
    }
}

}  // namespace mmapck::lang::front
