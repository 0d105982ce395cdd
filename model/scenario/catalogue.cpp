// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

#include "model/scenario/catalogue.h"

namespace mmapck::scenario {

namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

std::size_t skip_space(const std::string& text, std::size_t at) { return std::min(text.find_first_not_of(" \t\r\n", at), text.size()); }

/// The words that follow each `marker` in the text, up to `end`.
void words_after(const std::string& text, std::string_view marker, std::string_view end, Names& words) {
    for (std::size_t at = text.find(marker); at != std::string::npos; at = text.find(marker, at + 1)) {
        const bool inside_word = at > 0 && (std::isalnum(static_cast<unsigned char>(text[at - 1])) || text[at - 1] == '_');
        const std::size_t begin = skip_space(text, at + marker.size());
        const std::size_t stop = text.find_first_of(end, begin);
        if (!inside_word && stop != std::string::npos && stop > begin && stop - begin < 64) words.push_back(text.substr(begin, stop - begin));
    }
}

void sort_unique(Names& names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
}

/// A generation is a file of mm/ that others do not share: its name has a digit or is "ref".
bool is_generation(const std::string& name) { return name == "ref" || (name[0] == 'v' && name.find('.') != std::string::npos) || name.rfind("rfc-", 0) == 0; }

std::vector<lang::Parameter> default_bounds(const std::string& text) {
    Names definitions;
    words_after(text, "#define ", "\r\n", definitions);
    std::vector<lang::Parameter> result;
    for (const std::string& definition : definitions) {
        const std::size_t space = definition.find(' ');
        std::int64_t value = 0;
        if (space == std::string::npos || std::from_chars(&definition[space + 1], definition.data() + definition.size(), value).ec != std::errc{}) continue;
        if (value != 0) result.push_back({definition.substr(0, space), value});
    }
    return result;
}

}  // namespace

std::vector<fs::path> sources_below(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string extension = entry->path().extension().string();
        if (extension == ".c" || extension == ".h") found.push_back(entry->path());
    }
    return found;
}

std::string source_text(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return std::move(text).str();
}

void add_names(Catalogue& found, const std::string& path) {
    const std::string text = source_text(path);
    Names invariants;
    words_after(text, "INVARIANT(", " ,)", invariants);
    std::erase(invariants, "name");   // the macro's own definition
    for (std::string& name : invariants) {
        std::replace(name.begin(), name.end(), '_', '-');
        found.invariants.push_back(name);
    }
    words_after(text, "fault(\"", "\"", found.fault_sites);
    words_after(text, "fault_choose(\"", "\"", found.fault_sites);
}

Catalogue kernels_and_bounds(const std::string& model_directory) {
    const fs::path model(model_directory);
    Catalogue found;
    std::error_code error;
    for (fs::directory_iterator entry(model / "mm", error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".c" && is_generation(entry->path().stem().string())) found.kernels.push_back(entry->path().stem().string());
    for (fs::directory_iterator entry(model / "fs" / "seal", error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".c" && entry->path().stem() != "none") found.seals.push_back(entry->path().stem().string());
    const std::string bounds = source_text((model / "include" / "mmapck" / "bounds.h").string());
    found.defaults = default_bounds(bounds);
    words_after(bounds, "#ifndef MMAPCK_", " \t\r\n", found.bounds);
    std::erase(found.bounds, "BOUNDS_H");
    for (Names* names : {&found.kernels, &found.seals, &found.bounds}) sort_unique(*names);
    return found;
}

Catalogue catalogue(const std::string& model_directory) {
    Catalogue found = kernels_and_bounds(model_directory);
    for (const fs::path& source : sources_below(model_directory)) add_names(found, source.string());
    for (Names* names : {&found.invariants, &found.fault_sites}) sort_unique(*names);
    return found;
}

}  // namespace mmapck::scenario
