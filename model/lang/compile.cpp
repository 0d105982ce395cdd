// SPDX-License-Identifier: Apache-2.0
#include "model/lang/compile.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "model/lang/import.h"
#include "model/lang/lower.h"

namespace mmapck::lang {

namespace {

constexpr std::size_t max_diagnostics = 50;

std::vector<std::string> lines_of(std::istream& text) {
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        lines.push_back(std::move(line));
    }
    return lines;
}

/// A file by the name that messages have for it; no lines if there is no such file.
std::vector<std::string> read_lines(const Unit& unit, const std::string& name) {
    if (name == unit.path) {
        std::istringstream text(unit.text);
        return lines_of(text);
    }
    for (const std::string& folder : {std::string(), unit.shown_relative_to}) {
        std::error_code error;
        const std::filesystem::path path = std::filesystem::path(folder) / name;
        if (!std::filesystem::is_regular_file(path, error)) continue;
        std::ifstream file(path);
        return lines_of(file);
    }
    return {};
}

void add_source_lines(const Unit& unit, std::vector<Diagnostic>& diagnostics) {
    std::map<std::string, std::vector<std::string>> files;
    for (Diagnostic& d : diagnostics) {
        if (!d.source_line.empty() || d.line == 0 || d.file.empty()) continue;
        const auto [at, is_new] = files.try_emplace(d.file);
        if (is_new) at->second = read_lines(unit, d.file);
        if (d.line <= at->second.size()) d.source_line = at->second[d.line - 1];
    }
}

}  // namespace

Compiled compile(const Unit& unit) {
    Imported imported = import(unit);
    Compiled result;
    result.diagnostics = std::move(imported.diagnostics);
    if (imported.unit) {
        Lowered lowered = lower(*imported.unit, unit);
        result.program = std::move(lowered.program);
        if (result.program && unit.wants_source) result.source = source_of(*imported.unit);
        for (Diagnostic& d : lowered.diagnostics) result.diagnostics.push_back(std::move(d));
    }
    if (result.diagnostics.size() > max_diagnostics) result.diagnostics.resize(max_diagnostics);
    add_source_lines(unit, result.diagnostics);
    return result;
}

}  // namespace mmapck::lang
