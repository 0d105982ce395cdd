// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <limits>

#include "cli/options.h"
#include "reports/formats.h"
#include "reports/waivers.h"

namespace mmapck::cli {

namespace {

using Text = const std::string&;
using Set = std::function<std::string(Options&, Text)>;

template <typename Number> bool read_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

template <typename Number> std::string number(Number& to, Text text, Number low, Number high, const char* expected) {
    Number value{};
    if (!read_number(text, value) || !(value >= low && value <= high)) return expected;
    to = value;
    return "";
}

constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

std::string bytes(std::uint64_t& to, const std::string& text) {
    constexpr std::string_view units = "KMGT";
    std::string_view digits = text;
    int shift = 0;
    if (const std::size_t unit = digits.empty() ? units.npos : units.find(digits.back()); unit != units.npos) {
        shift = 10 * int(unit + 1);
        digits.remove_suffix(1);
    }
    std::uint64_t value = 0;
    if (!read_number(digits, value) || value > (most >> shift)) return "a number of bytes, with K, M, G or T, as in 512M";
    to = value << shift;
    return "";
}

std::string when(When& to, const std::string& text) {
    if (text != "auto" && text != "always" && text != "never") return "auto, always or never";
    to = text == "auto" ? When::automatic : text == "always" ? When::always : When::never;
    return "";
}

/// "json, lines or ktap".
const std::string& format_names() {
    static const std::string names = [] {
        std::string list;
        for (const reports::Format& format : reports::formats())
            list += (list.empty() ? "" : &format == &reports::formats().back() ? " or " : ", ") + std::string(format.name);
        return list;
    }();
    return names;
}

std::string report(Options& options, const std::string& text) {
    const std::size_t equal = text.find('=');
    if (equal == text.npos || equal + 1 == text.size() || !reports::find_format(text.substr(0, equal))) return "json=FILE, or another format: " + format_names();
    options.reports.push_back({text.substr(0, equal), text.substr(equal + 1)});
    return "";
}

std::string words(std::string& to, const std::string& text, const char* expected) {
    if (text.empty()) return expected;
    to = text;
    return "";
}

Set pass_off(bool program::Passes::*pass) {
    return [pass](Options& options, Text) { options.passes.*pass = false; return std::string(); };
}

Set flag(bool Options::*member, bool value = true) {
    return [member, value](Options& options, Text) { options.*member = value; return std::string(); };
}

}  // namespace

const std::vector<CommandRow>& commands() {
    static const std::vector<CommandRow> table = {
        {"run", "PATH...", 1, 100'000, "check every scenario found",
         "Checks every variant of every scenario in the files and below the folders. Prints a line for each, then each unexpected violation with its "
         "shortest trace, then a summary."},
        {"show", "SCENARIO...", 1, 100'000, "print what would be checked",
         "Prints the tasks, the fault points, the invariants and the size of each variant without checking it."},
        {"replay", "TRACE", 1, 1, "run a recorded trace again",
         "Compiles the scenario of a trace again and follows the trace in it. Prints the trace if it ends in the recorded violation, else where it first differs."},
        {"list", "[WHAT]", 0, 1, "print what the model offers by name",
         "WHAT is kernels, seals, invariants, faults or bounds; without it, all of them."},
        {"new", "NAME", 1, 1, "write a driver and a scenario to start from",
         "Writes NAME.json and drivers/NAME.c. They can be run as they are. Nothing that exists is overwritten."},
        {"export", "LANGUAGE SCENARIO", 2, 2, "write the program for another model checker",
         "LANGUAGE is promela (for SPIN), murphi (for Rumur) or smt2 (Horn clauses, for z3). The other checker must come to the same verdict; docs/proofs.md tells how to run it."},
        {"matrix", "PATH...", 1, 100'000, "print scenarios by variants",
         "Checks like run and prints a Markdown table of what was found, and one line for each counterexample; summary and what was not expected go to standard error."},
        {"diff", "OLD NEW", 2, 2, "compare two JSON reports",
         "Prints in Markdown which findings are introduced, fixed or preexisting, which traces and numbers of states changed, and which results came or went. "
         "Ends with 1 if a finding is introduced."},
        {"man", "", 0, 0, "print the manual page", "Prints the manual page as troff source: mmapck man | man -l -"},
    };
    return table;
}

const std::vector<OptionRow>& option_table() {
    static const std::string report_range = format_names() + ", = and a file; FILE - is standard output";
    static const std::vector<OptionRow> table = {
        {"--variant", "NAME", "all", "a kernel generation or KERNEL+SEAL", "Checks only this variant; may be given again.", {"run", "matrix", "show", "export"},
         [](Options& o, Text t) { o.variants.push_back(t); return t.empty() ? std::string("the name of a variant") : std::string(); }},
        {"--faults", "N", "as the scenario says", "0 to 16", "At most N faults in one run, whatever the scenario says.", {"run", "matrix", "show", "export"},
         [](Options& o, Text t) { std::uint32_t n = 0; auto e = number<std::uint32_t>(n, t, 0, 16, "a number from 0 to 16"); o.faults = n; return e; }},
        {"--max-states", "N", "no limit", "0 to 2^64-1; 0 is no limit", "Ends a search that stores more states as inconclusive.", {"run", "matrix"},
         [](Options& o, Text t) { return number<std::uint64_t>(o.limits.max_states, t, 0, most, "a number of states"); }},
        {"--max-memory", "BYTES", "4G", "a number, with K, M, G or T; 0 is no limit", "Ends a search that needs more memory as inconclusive.", {"run", "matrix"},
         [](Options& o, Text t) { return bytes(o.limits.max_memory_bytes, t); }},
        {"--max-seconds", "S", "no limit", "0 or more; 0 is no limit",
         "Ends a search that takes longer as inconclusive. The one budget whose effect depends on the machine.", {"run", "matrix"},
         [](Options& o, Text t) { return number<double>(o.limits.max_seconds, t, 0, 1e9, "a number of seconds"); }},
        {"--max-violations", "N", "1", "1 to 64", "Looks for up to N kinds of violations that need equally few faults.", {"run", "matrix"},
         [](Options& o, Text t) { return number<std::uint32_t>(o.limits.max_violations, t, 1, 64, "a number from 1 to 64"); }},
        {"--jobs", "N", "as many as there are cores", "1 to 1024", "Checks N variants at a time. No output depends on it.", {"run", "matrix"},
         [](Options& o, Text t) { return number<std::uint32_t>(o.jobs, t, 1, 1024, "a number from 1 to 1024"); }},
        {"--no-lock-order", "", "", "", "Does not report cycles in the order in which locks are taken.", {"run", "matrix"},
         [](Options& o, Text) { o.limits.lock_order = false; return std::string(); }},
        {"--waivers", "FILE", "none", "a file with a waiver a line", "Takes the listed violations as expected until their day; needs --today.", {"run"},
         [](Options& o, Text t) { return words(o.waivers, t, "a file"); }},
        {"--today", "DAY", "none", "as in 2027-01-31", "The day by which waivers expire.", {"run"},
         [](Options& o, Text t) { o.today = t; return reports::is_day(t) ? std::string() : std::string("a day as in 2027-01-31"); }},
        {"--report", "FORMAT=FILE", "none", report_range, "Writes a report for programs; may be given again.", {"run"}, report},
        {"--explain", "", "", "", "Prints and records violations that were expected, too.", {"run"}, flag(&Options::explain)},
        {"--trace-dir", "DIR", "mmapck-traces", "a folder; made if need be", "Where the traces of printed violations are recorded.", {"run"},
         [](Options& o, Text t) { o.trace_directory_given = true; return words(o.trace_directory, t, "a folder"); }},
        {"--no-traces", "", "", "", "Records no traces.", {"run"}, flag(&Options::save_traces, false)},
        {"--quiet", "", "", "", "Prints no line for a variant that is as expected.", {"run"}, flag(&Options::quiet)},
        {"--timings", "", "", "", "Prints how long each search took, on standard error.", {"run"}, flag(&Options::timings)},
        {"--progress", "WHEN", "auto", "auto, always or never", "Shows on standard error how far a search is; auto: on a terminal.", {"run", "matrix"},
         [](Options& o, Text t) { return when(o.progress, t); }},
        {"--no-fold", "", "", "", "Does not evaluate beforehand what never changes.", {"run", "show"}, pass_off(&program::Passes::fold_constants)},
        {"--no-cut", "", "", "", "Does not drop what no run can reach.", {"run", "show"}, pass_off(&program::Passes::cut_unreachable)},
        {"--no-reset", "", "", "", "Does not reset variables that are not read again.", {"run", "show"}, pass_off(&program::Passes::reset_dead)},
        {"--no-fuse", "", "", "", "Does not join steps that other tasks cannot tell apart.", {"run", "show"}, pass_off(&program::Passes::fuse_local_steps)},
        {"--no-narrow", "", "", "", "Does not narrow the domains of variables.", {"run", "show"}, pass_off(&program::Passes::narrow_domains)},
        {"--hash-seed", "N", "0", "0 to 2^64-1", "Seeds the hash of the state store; no output depends on it.", {"run"},
         [](Options& o, Text t) { return number<std::uint64_t>(o.hash_seed, t, 0, most, "a number"); }},
        {"--source", "", "", "", "Prints the C text that is made of the scenario.", {"show"}, flag(&Options::source)},
        {"--program", "", "", "", "Prints the program that is searched.", {"show"}, flag(&Options::program)},
        {"--ways", "N", "64", "1 to 65536", "In how many ways one move of one task may go in what is exported; the other checker says if there are more.", {"export"},
         [](Options& o, Text t) { return number<std::uint32_t>(o.ways, t, 1, 65536, "a number from 1 to 65536"); }},
        {"--any-faults", "", "", "", "Lets any number of faults happen in one run of what is exported.", {"export"}, flag(&Options::any_faults)},
        {"--integers", "", "", "", "Exports numbers to smt2 as mathematical integers that never overflow.", {"export"}, flag(&Options::integers)},
        {"--dir", "DIR", "the current folder", "a folder; made if need be", "Where the new files are written.", {"new"},
         [](Options& o, Text t) { return words(o.directory, t, "a folder"); }},
        {"--model-dir", "DIR", "that of this program", "a folder with mm/ and include/", "Where the model of the kernel is.", {"run", "matrix", "show", "replay", "list", "export"},
         [](Options& o, Text t) { return words(o.model_directory, t, "a folder"); }},
        {"--color", "WHEN", "auto", "auto, always or never", "Colours outcomes; auto: on a terminal, unless NO_COLOR is set.", {"run", "matrix"},
         [](Options& o, Text t) { return when(o.color, t); }},
        {"--help", "", "", "", "Prints help and exits.", {}, flag(&Options::help)},
        {"--version", "", "", "", "Prints the version and exits.", {}, flag(&Options::version)},
    };
    return table;
}

bool has_option(const CommandRow& command, const OptionRow& option) {
    return option.commands.empty() || std::find(option.commands.begin(), option.commands.end(), command.name) != option.commands.end();
}

}  // namespace mmapck::cli
