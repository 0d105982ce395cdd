// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/reporter.h"

#include <algorithm>

#include "clang/Basic/DiagnosticSema.h"
#include "model/lang/import/clang_advice.h"
#include "model/lang/import/source.h"

namespace mmapck::lang::front {

namespace {

constexpr std::size_t most_notes = 8;

bool same(const Diagnostic& a, const Diagnostic& b) {
    return a.file == b.file && a.line == b.line && a.column == b.column && a.message == b.message;
}

}  // namespace

Diagnostic Reporter::at(Severity severity, const clang::SourceManager* sources, clang::SourceLocation location,
                        std::string message) const {
    Diagnostic result;
    result.severity = severity;
    result.message = std::move(message);
    if (sources != nullptr && location.isValid()) {
        const Place place = place_of(*sources, location);
        result.file = shown_path(place.path, shown_relative_to_);
        result.line = place.line;
        result.column = place.column;
        result.source_line = line_of(*sources, location);
    }
    return result;
}

void Reporter::add(Entry entry) {
    keep_notes_ = entries_.size() < most_diagnostics &&
                  std::none_of(entries_.begin(), entries_.end(), [&](const Entry& e) { return same(e.error, entry.error); });
    if (keep_notes_) {
        entries_.push_back(std::move(entry));
    }
}

void Reporter::error(Diagnostic diagnostic) {
    diagnostic.file = shown_path(diagnostic.file, shown_relative_to_);
    add({clang::SourceLocation(), std::move(diagnostic), {}});
}

void Reporter::error(const clang::SourceManager& sources, clang::SourceLocation location, std::string message,
                     std::string suggestion) {
    Diagnostic diagnostic = at(Severity::error, &sources, location, std::move(message));
    diagnostic.suggestion = std::move(suggestion);
    add({in_file(sources, location), std::move(diagnostic), {}});
    note_macro(sources, location);
}

void Reporter::note(const clang::SourceManager& sources, clang::SourceLocation location, std::string message) {
    if (keep_notes_ && entries_.back().notes.size() < most_notes) {
        entries_.back().notes.push_back(at(Severity::note, &sources, location, std::move(message)));
    }
}

void Reporter::note_macro(const clang::SourceManager& sources, clang::SourceLocation location) {
    if (!keep_notes_ || !location.isMacroID() || sources.isMacroArgExpansion(location)) {
        return;
    }
    clang::SourceLocation outermost = location;
    for (clang::SourceLocation use = location; use.isMacroID(); use = sources.getImmediateExpansionRange(use).getBegin()) {
        outermost = use;
    }
    const llvm::StringRef name = clang::Lexer::getImmediateMacroName(outermost, sources, clang::LangOptions());
    note(sources, sources.getSpellingLoc(location), "in the expansion of the macro '" + name.str() + "'");
}

/// An undeclared function counts as one that returns int, and an undeclared macro as its declaration, which only leads to further errors on the line.
bool Reporter::follows_from_previous(const clang::Diagnostic& info, const Diagnostic& diagnostic) const {
    const bool undeclared = previous_ == clang::diag::ext_implicit_function_decl || previous_ == clang::diag::ext_missing_type_specifier;
    return undeclared && info.getID() != previous_ && !entries_.empty() &&
           entries_.back().error.file == diagnostic.file && entries_.back().error.line == diagnostic.line;
}

/// Notes that correct a name become the suggestion of their error.
void Reporter::handle_note(const clang::Diagnostic& info, const std::string& message) {
    const std::string correction = correction_of(info);
    if (!keep_notes_ || info.getID() == clang::diag::note_function_suggestion) {  // the error has it
        return;
    }
    if (!correction.empty()) {
        if (!advised_) {
            entries_.back().error.suggestion = correction;
        }
    } else if (info.hasSourceManager() && info.getLocation().isValid()) {
        note(info.getSourceManager(), info.getLocation(), message);
    }
}

void Reporter::HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) {
    clang::DiagnosticConsumer::HandleDiagnostic(level, info);
    if (ignore_clang_) {
        return;
    }
    llvm::SmallString<128> words;
    info.FormatDiagnostic(words);
    const std::string message = words.str().str();
    if (level == clang::DiagnosticsEngine::Note) {
        handle_note(info, message);
        return;
    }
    keep_notes_ = false;
    if (level < clang::DiagnosticsEngine::Error || is_reported_elsewhere(info)) {
        return;
    }
    const clang::SourceManager* sources = info.hasSourceManager() ? &info.getSourceManager() : nullptr;
    Diagnostic diagnostic = at(Severity::error, sources, info.getLocation(), reworded(info, message));
    if (follows_from_previous(info, diagnostic)) {
        return;
    }
    diagnostic.suggestion = advice_on_name(info);
    advised_ = !diagnostic.suggestion.empty();
    if (!advised_) {
        diagnostic.suggestion = clang_advice(info);
    }
    previous_ = info.getID();
    if (previous_ == clang::diag::ext_missing_type_specifier) {  // the parser was here before
        while (!entries_.empty() && entries_.back().error.file == diagnostic.file && entries_.back().error.line == diagnostic.line) {
            entries_.pop_back();
        }
    }
    add({sources != nullptr ? in_file(*sources, info.getLocation()) : clang::SourceLocation(), std::move(diagnostic), {}});
    if (sources != nullptr) {
        note_macro(*sources, info.getLocation());
    }
}

std::vector<Diagnostic> Reporter::take(const clang::SourceManager* sources) {
    if (sources != nullptr) {
        std::stable_sort(entries_.begin(), entries_.end(), [&](const Entry& a, const Entry& b) {
            if (a.location.isInvalid() || b.location.isInvalid()) {
                return a.location.isInvalid() && b.location.isValid();
            }
            return sources->isBeforeInTranslationUnit(a.location, b.location);
        });
    }
    std::vector<Diagnostic> result;
    for (Entry& entry : entries_) {
        if (result.size() + 1 + entry.notes.size() > most_diagnostics) {
            break;
        }
        result.push_back(std::move(entry.error));
        std::move(entry.notes.begin(), entry.notes.end(), std::back_inserter(result));
    }
    entries_.clear();
    return result;
}

}  // namespace mmapck::lang::front
