// SPDX-License-Identifier: Apache-2.0
#include "model/scenario/fault_points.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <set>

#include "model/scenario/catalogue.h"

namespace mmapck::scenario {

namespace fs = std::filesystem;

namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

/// The text without comments; lines stay where they are.
std::string without_comments(std::string text) {
    for (std::size_t at = 0; (at = text.find("/*", at)) != text.npos;) {
        const std::size_t end = std::min(text.find("*/", at), text.size() - 2) + 2;
        for (; at < end; ++at)
            if (text[at] != '\n') text[at] = ' ';
    }
    return text;
}

/// The last word before a position, blanks between them left out.
std::string word_before(const std::string& line, std::size_t at) {
    while (at > 0 && std::isspace(static_cast<unsigned char>(line[at - 1]))) --at;
    std::size_t begin = at;
    while (begin > 0 && is_word(line[begin - 1])) --begin;
    return line.substr(begin, at - begin);
}

/// What a line that begins in the first column is the head of: a function, a macro's use, or a table. Empty if of nothing.
std::string head_of(const std::string& line) {
    const std::size_t call = line.find('('), table = line.find('=');
    if (call < table) return word_before(line, call);
    if (table == line.npos) return "";
    const std::size_t bracket = line.find('[');
    return word_before(line, std::min(bracket, table));
}

std::string upper_to_name(std::string text) {
    for (char& c : text) c = c == '_' ? '-' : char(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

/// What stands between blanks and commas of an argument list, from a position on.
std::vector<std::string> arguments_from(const std::string& line, std::size_t at) {
    std::vector<std::string> arguments(1);
    for (int depth = 0; at < line.size(); ++at) {
        const char c = line[at];
        if (c == ')' && depth-- == 0) break;
        depth += c == '(' ? 1 : 0;
        if (c == ',' && depth == 0) arguments.emplace_back();
        else if (!std::isspace(static_cast<unsigned char>(c))) arguments.back() += c;
    }
    return arguments;
}

/// Reads the sources, and answers who leads to what.
class Sources {
  public:
    explicit Sources(const fs::path& model) : model_(model) {
        std::set<std::string> files;
        for (const fs::path& source : sources_below(model)) {
            const std::string file = source.lexically_relative(model).string();
            if (file.rfind("tests/", 0) != 0 && file.rfind("conformance/", 0) != 0) files.insert(file);
        }
        for (const std::string& file : files) read(file);
    }

    std::vector<FaultPoint> take() { return std::move(points_); }

    /// The files that a file includes, itself among them.
    std::set<std::string> all_of(const std::string& file) const {
        std::set<std::string> found;
        include(file, found);
        return found;
    }

    /// Who may be called from outside of the model and leads to the function: what headers offer, and what nothing in the model names.
    std::vector<std::string> entries(const std::string& function) const {
        std::set<std::string> seen, found;
        climb(function, seen, found);
        return {found.begin(), found.end()};
    }

  private:
    void read(const std::string& file) {
        const std::string text = without_comments(source_text((model_ / file).string()));
        std::string owner;
        std::uint32_t number = 0;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            read_line(file, text.substr(at, end - at), ++number, owner);
            at = end + 1;
        }
    }

    void read_line(const std::string& file, const std::string& line, std::uint32_t number, std::string& owner) {
        if (line.empty()) return;
        if (line[0] == '#') return note_include(file, line);
        if (line[0] == '}') {
            owner.clear();
            return;
        }
        if (!std::isspace(static_cast<unsigned char>(line[0])) && line[0] != '{') {
            owner = head_of(line);
            if (std::none_of(owner.begin(), owner.end(), [](unsigned char c) { return std::islower(c); })) owner.clear();   // INVARIANT() calls nothing that may fail
            if (owner.empty()) return;
            const bool function = line[line.find(owner) + owner.size()] == '(';
            if (function && file.rfind("include/", 0) == 0) offered_.insert(owner);
            if (function) return;
        }
        if (owner.empty()) return;
        note_names(line, owner);
        note_faults(file, line, number, owner);
    }

    void note_include(const std::string& file, const std::string& line) {
        const std::size_t begin = line.find_first_of("\"<");
        if (line.find("include") == line.npos || begin == line.npos) return;
        const std::string name = line.substr(begin + 1, line.find_first_of("\">", begin + 1) - begin - 1);
        const fs::path beside = (fs::path(file).parent_path() / name).lexically_normal();
        const bool quoted = line[begin] == '"';
        includes_[file].push_back(quoted ? beside.string() : name);
        if (!quoted) includes_[file].push_back("include/" + name);
    }

    /// Whoever names a function may call it, unless it is only compared with.
    void note_names(const std::string& line, const std::string& owner) {
        for (std::size_t at = 0; at < line.size();) {
            std::size_t end = at;
            while (end < line.size() && is_word(line[end])) ++end;
            const bool compared = at >= 4 && line[at - 1] == '&' && line[at - 2] == ' ' && line[at - 3] == '=';
            if (end > at && !(compared && (line[at - 4] == '=' || line[at - 4] == '!'))) named_by_[line.substr(at, end - at)].insert(owner);
            at = end + 1;
        }
    }

    void note_faults(const std::string& file, const std::string& line, std::uint32_t number, const std::string& owner) {
        for (const std::string marker : {"fault(\"", "fault_choose(\""}) {
            const std::size_t at = line.find(marker);
            if (at == line.npos || (at > 0 && is_word(line[at - 1]))) continue;
            const std::vector<std::string> arguments = arguments_from(line, at + marker.size() - 1);
            if (arguments.size() < 3 || arguments[0].size() < 3 || arguments.back().rfind("FAULT_", 0) != 0) continue;
            const bool choice = marker.size() > 7;
            points_.push_back({arguments[0].substr(1, arguments[0].size() - 2), upper_to_name(arguments.back().substr(6)), choice ? "" : arguments[1], owner, file, number, {}, {}, {}});
        }
    }

    void include(const std::string& file, std::set<std::string>& found) const {
        if (!found.insert(file).second) return;
        const auto of = includes_.find(file);
        if (of == includes_.end()) return;
        for (const std::string& each : of->second) include(each, found);
    }

    void climb(const std::string& function, std::set<std::string>& seen, std::set<std::string>& found) const {
        if (!seen.insert(function).second) return;
        const auto by = named_by_.find(function);
        const bool alone = by == named_by_.end() || (by->second.size() == 1 && *by->second.begin() == function);
        if (alone || offered_.count(function) != 0) {
            found.insert(function);
            return;
        }
        for (const std::string& each : by->second) climb(each, seen, found);
    }

    fs::path model_;
    std::vector<FaultPoint> points_;
    std::map<std::string, std::vector<std::string>> includes_;
    std::map<std::string, std::set<std::string>> named_by_;
    std::set<std::string> offered_;   // functions of the model's headers
};

}  // namespace

std::vector<FaultPoint> fault_points(const std::string& model_directory) {
    Sources sources{fs::path(model_directory)};
    std::vector<FaultPoint> points = sources.take();
    const Catalogue names = kernels_and_bounds(model_directory);
    std::vector<std::string> seals = names.seals;
    seals.push_back("none");
    std::sort(seals.begin(), seals.end());
    const auto in = [&](const std::vector<std::string>& all, const std::string& folder, std::vector<std::string> FaultPoint::*list) {
        for (const std::string& name : all) {
            const std::set<std::string> files = sources.all_of(folder + name + ".c");
            for (FaultPoint& point : points)
                if (files.count(point.file) != 0) (point.*list).push_back(name);
        }
    };
    in(names.kernels, "mm/", &FaultPoint::kernels);
    in(seals, "fs/seal/", &FaultPoint::seals);
    for (FaultPoint& point : points) point.entries = sources.entries(point.function);
    return points;
}

}  // namespace mmapck::scenario
