// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/lang/diagnostic.h"
#include "model/lang/import/clang.h"

namespace mmapck::lang::front {

/// Diagnostics that an import makes at most.
inline constexpr std::size_t most_diagnostics = 50;

/// Collects what Clang and the subset's checks have to say, and puts it in source order.
class Reporter : public clang::DiagnosticConsumer {
  public:
    explicit Reporter(std::string shown_relative_to) : shown_relative_to_(std::move(shown_relative_to)) {}

    /// An error at a location; inside of a macro, at its use, with a note that names the macro.
    void error(const clang::SourceManager& sources, clang::SourceLocation location, std::string message, std::string suggestion);
    /// A note on the error that was reported last.
    void note(const clang::SourceManager& sources, clang::SourceLocation location, std::string message);
    /// An error that has its place already. Its file is a path that is yet to be shown relative.
    void error(Diagnostic diagnostic);

    bool has_errors() const { return !entries_.empty(); }
    /// From now on Clang is not heard: it was cut off, and complains about the end.
    void ignore_clang() { ignore_clang_ = true; }

    /// All diagnostics, each error followed by its notes. Leaves the reporter empty.
    std::vector<Diagnostic> take(const clang::SourceManager* sources);

    void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) override;

  private:
    struct Entry {
        clang::SourceLocation location;
        Diagnostic error;
        std::vector<Diagnostic> notes;
    };

    Diagnostic at(Severity severity, const clang::SourceManager* sources, clang::SourceLocation location, std::string message) const;
    void add(Entry entry);
    bool follows_from_previous(const clang::Diagnostic& info, const Diagnostic& diagnostic) const;
    void handle_note(const clang::Diagnostic& info, const std::string& message);
    void note_macro(const clang::SourceManager& sources, clang::SourceLocation location);

    std::string shown_relative_to_;
    std::vector<Entry> entries_;
    bool keep_notes_ = false;  // of the error before
    bool advised_ = false;     // it says what to write, and needs no correction
    bool ignore_clang_ = false;
    unsigned previous_ = 0;    // the number of Clang's error before
};

}  // namespace mmapck::lang::front
