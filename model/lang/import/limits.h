// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>
#include <unordered_set>

#include "model/lang/import/reporter.h"

/// Bounds on what a preprocessor can make of a small text. Once a bound is passed that is reported, nothing more is expanded, and the
/// parser is told that the text ends there.
namespace mmapck::lang::front {

inline constexpr std::uint64_t most_tokens = 2'000'000;           ///< of a unit, macros expanded
inline constexpr std::uint64_t most_tokens_of_macro = 100'000;    ///< of one use of a macro
inline constexpr std::uint64_t most_entered_bytes = 256u << 20;   ///< of files, each as often as it is included
inline constexpr unsigned most_elses = 10'000;                    ///< in one function

class Limits {
  public:
    Limits(clang::Preprocessor& preprocessor, Reporter& reporter) : preprocessor_(preprocessor), reporter_(reporter) {}

    /// Each token that the parser gets; may turn it into the end of the text.
    void see(clang::Token& token);
    /// A use of a macro, before it is expanded.
    void expand(const clang::Token& name, const clang::MacroInfo* macro, const clang::MacroArgs* arguments);
    /// A #define or #undef.
    void forget() { sizes_.clear(); }
    void enter_file(clang::FileID file);

    /// What was used up so far, to come back to it for another text behind the same beginning.
    struct Used {
        std::uint64_t tokens = 0;
        std::uint64_t expanded = 0;       ///< tokens, as estimated
        std::uint64_t macro_bytes = 0;    ///< of source locations used up by macros
        std::uint64_t entered_bytes = 0;
    };
    Used used() const { return used_; }
    void set_used(Used used) { used_ = used; }

  private:
    using Sizes = std::unordered_map<const clang::IdentifierInfo*, std::uint64_t>;

    void stop(clang::SourceLocation where, std::string message, std::string suggestion);
    void count_brackets(const clang::Token& token);
    void count_statement(const clang::Token& token);
    std::uint64_t size_of(llvm::ArrayRef<clang::Token> tokens, const Sizes& parameters, unsigned depth);
    std::uint64_t size_of_macro(const clang::IdentifierInfo* name, const clang::MacroInfo* macro, const Sizes& parameters, unsigned depth);
    std::uint64_t size_of_use(llvm::ArrayRef<clang::Token> tokens, std::size_t& next, const Sizes& parameters, unsigned depth);

    clang::Preprocessor& preprocessor_;
    Reporter& reporter_;
    bool stopped_ = false;
    Used used_;
    std::uint64_t statement_ = 0;          // tokens since a statement began
    unsigned elses_ = 0;                   // since a function began
    std::vector<clang::tok::TokenKind> brackets_;
    std::uint64_t work_ = 0;               // of the estimate that runs
    Sizes sizes_;                          // of macros without parameters
    std::unordered_set<const clang::IdentifierInfo*> expanding_;
};

}  // namespace mmapck::lang::front
