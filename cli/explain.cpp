// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <map>
#include <ostream>
#include <set>

#include "cli/inputs.h"
#include "cli/subject.h"
#include "model/program/driver_kinds.h"
#include "reports/ascii.h"
#include "reports/file.h"

namespace mmapck::cli {

namespace {

constexpr std::size_t most_suggestions = 4;

namespace fs = std::filesystem;

/// Where something is said in the text of the model.
struct Passage {
    std::string file;
    std::size_t line = 0;
    std::string text;
};

using Passages = std::map<std::string, std::vector<Passage>>;   // by the name of what they are about

/// What engines and the compiler find by construction.
constexpr std::pair<std::string_view, const char*> by_construction[] = {
    {program::kind::deadlock, "no task can move, and some task is neither done nor where it may wait for ever"},
    {program::kind::lock_order, "locks of two classes are taken in opposite orders, as lockdep finds it, whether or not a run deadlocks"},
    {program::kind::domain, "a value is stored that the variable's domain does not hold: the bound of the model is too small, or a counter underflows"},
    {program::kind::out_of_bounds, "an element outside of its array is used"},
    {program::kind::unbounded_loop, "one move takes more steps than any move may"},
    {program::kind::null_dereference, "a NULL pointer is dereferenced"},
    {program::kind::use_after_free, "an object is used through a pointer that was made before the object was freed"},
    {program::kind::double_free, "an object is freed that was freed already"},
    {program::kind::null_call, "a member of an ops table is called that is NULL"},
    {program::kind::division_by_zero, "a number is divided by 0"},
    {program::kind::shift_range, "a number is shifted by less than 0 or by more bits than it has"},
    {program::kind::pool_exhausted, "an object is allocated from a pool of which all objects are in use: the bound of the model is too small"},
    {"assertion", "the condition of an assert() in a scenario or a driver is false"},
    {program::kind::lock_held_at_return, "a system call returns to user space with a lock held"},
    {program::kind::driver_reference_left, "every process has exited, every file is closed, and a driver whose file has no INVARIANT still counts a reference"},
    {program::kind::driver_charge_left, "every process has exited, every file is closed, and something is charged to an account of a driver whose file has no INVARIANT"},
    {program::kind::driver_obligation_left, "every process has exited, every file is closed, and a driver whose file has no INVARIANT owes something"},
    {program::kind::driver_object_left, "every process has exited, every file is closed, and an object of a POOL is not freed that a driver declares whose file has no INVARIANT"},
};

std::size_t line_at(const std::string& text, std::size_t at) { return 1 + std::size_t(std::count(text.begin(), text.begin() + std::ptrdiff_t(at), '\n')); }

/// From the comment right above to the brace that closes it.
std::string definition(const std::string& text, std::size_t at) {
    std::size_t begin = at;
    if (begin >= 3 && text.compare(begin - 3, 3, "*/\n") == 0) begin = text.rfind("/*", begin);
    const std::size_t end = text.find("\n}", at);
    return text.substr(begin, end == text.npos ? text.npos : end + 3 - begin);
}

void find_invariants(const std::string& file, const std::string& text, Passages& passages) {
    constexpr std::string_view marker = "\nINVARIANT(";
    for (std::size_t at = text.find(marker); at != text.npos; at = text.find(marker, at + 1)) {
        const std::size_t begin = at + marker.size();
        std::string name = text.substr(begin, text.find_first_of(" ,)", begin) - begin);
        std::replace(name.begin(), name.end(), '_', '-');
        passages[name].push_back({file, line_at(text, at + 1), definition(text, at + 1)});
    }
}

/// Behind the bracket that closes the one at `at`; npos if none does.
std::size_t end_of_brackets(const std::string& text, std::size_t at) {
    bool quoted = false;
    for (int depth = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"' && text[at - 1] != '\\') quoted = !quoted;
        if (quoted) continue;
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0) return at + 1;
    }
    return text.npos;
}

std::size_t begin_of_line(const std::string& text, std::size_t at) { return at == 0 ? 0 : text.rfind('\n', at - 1) + 1; }

bool goes_on(const std::string& text, std::size_t end) { return end > 0 && end < text.size() && text[end - 1] == '\\'; }   // a line of a macro, that ends there

/// The statement, or all lines of the macro that it is in, with the comment right above.
std::string statement(const std::string& text, std::size_t at, std::size_t end) {
    std::size_t begin = begin_of_line(text, at);
    while (begin > 0 && goes_on(text, begin - 1)) begin = begin_of_line(text, begin - 1);
    for (end = std::min(text.find('\n', end), text.size()); goes_on(text, end);) end = std::min(text.find('\n', end + 1), text.size());
    if (begin >= 3 && text.compare(begin - 3, 3, "*/\n") == 0) begin = begin_of_line(text, text.rfind("/*", begin));
    return text.substr(begin, end - begin) + "\n";
}

/// check(CONDITION, "NAME", "WORDS"), in a function or in a macro.
void find_checks(const std::string& file, const std::string& text, Passages& passages) {
    constexpr std::string_view marker = "check(";
    for (std::size_t at = text.find(marker); at != text.npos; at = text.find(marker, at + 1)) {
        const std::size_t open = at + marker.size() - 1, end = end_of_brackets(text, open), quote = text.find('"', open);
        if (end == text.npos || quote >= end) continue;
        const std::string name = text.substr(quote + 1, text.find('"', quote + 1) - quote - 1);
        if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != name.npos) continue;
        passages[name].push_back({file, line_at(text, at), statement(text, at, end)});
    }
}

/// Files are named relative to `folder`.
void find_passages(const std::vector<std::string>& files, const std::string& folder, Passages& passages) {
    for (const std::string& file : files) {
        const std::string name = fs::path(file).lexically_proximate(folder).string(), text = reports::read_file(file).content;
        find_invariants(name, text, passages);
        find_checks(name, text, passages);
    }
}

/// The drivers of the scenarios, and what these include; each file once.
std::vector<std::string> driver_files(const std::vector<scenario::Scenario>& scenarios, const scenario::Settings& settings) {
    std::set<std::string> files;
    for (const scenario::Scenario& scenario : scenarios)
        for (const std::string& file : inputs_of(scenario, settings).value_or(std::vector<std::string>{}))
            if (fs::path(file).extension() != ".json") files.insert(file);
    return {files.begin(), files.end()};
}

/// "'a' or 'b'": the nearest name, or else those that begin as this one does; empty if there is none.
std::string suggestion(const std::string& name, const std::vector<std::string>& known) {
    if (const std::string meant = scenario::nearest(name, known); !meant.empty()) return "'" + meant + "'";
    std::set<std::string> begin_alike;
    for (const std::string& one : known)
        if (!name.empty() && one.rfind(name, 0) == 0) begin_alike.insert(one);
    if (begin_alike.size() > most_suggestions) return "";
    std::string text;
    for (const std::string& one : begin_alike) text += (text.empty() ? "" : " or ") + ("'" + one + "'");
    return text;
}

void print(std::ostream& out, const Passage& passage) {
    out << "\n" << passage.file << ":" << passage.line << "\n\n" << passage.text;
}

}  // namespace

ExitCode explain(const Options& options, Surroundings& surroundings) {
    const std::optional<scenario::Settings> settings = settings_of(options, surroundings);
    if (!settings) return ExitCode::invalid_input;
    const std::string& name = options.operands.front();
    Options paths = options;
    paths.operands.erase(paths.operands.begin());
    ExitCode code = ExitCode::as_expected;
    std::uint64_t unreadable = 0;
    const std::vector<scenario::Scenario> scenarios = paths.operands.empty() ? std::vector<scenario::Scenario>{} : load_all(paths, surroundings, code, unreadable);
    Passages passages;
    find_passages(model_files(settings->model_directory), settings->model_directory, passages);
    find_passages(driver_files(scenarios, *settings), settings->working_directory, passages);
    const auto built_in = std::find_if(std::begin(by_construction), std::end(by_construction), [&](const auto& one) { return one.first == name; });
    const auto found = passages.find(name);
    if (built_in == std::end(by_construction) && found == passages.end()) {
        std::vector<std::string> known;
        for (const auto& one : by_construction) known.emplace_back(one.first);
        for (const auto& one : passages) known.push_back(one.first);
        const std::string meant = suggestion(name, known);
        complain(surroundings, "there is no invariant '" + reports::printable(name) + "' in the model of the kernel" + (scenarios.empty() ? "" : " or in drivers") +
                                   (!meant.empty()      ? "; did you mean " + meant + "?"
                                    : scenarios.empty() ? "; mmapck list invariants prints them, and a scenario behind the name looks in its drivers, too"
                                                        : "; mmapck show prints those of a scenario"));
        return ExitCode::usage;
    }
    std::ostream& out = surroundings.out;
    out << name << "\n";
    if (built_in != std::end(by_construction)) {
        out << "  found by construction, in every run:\n";
        for (const std::string& line : reports::wrapped(built_in->second, 76)) out << "  " << line << "\n";
    }
    if (found != passages.end())
        for (const Passage& passage : found->second) print(out, passage);
    return code;
}

}  // namespace mmapck::cli
