// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "cli/option_values.h"
#include "reports/waivers.h"

namespace mmapck::cli {

namespace {

using Text = const std::string&;
using Set = std::function<std::string(Options&, Text)>;

constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

Set pass_off(bool program::Passes::*pass) {
    return [pass](Options& options, Text) { options.passes.*pass = false; return std::string(); };
}

Set flag(bool Options::*member, bool value = true) {
    return [member, value](Options& options, Text) { options.*member = value; return std::string(); };
}

}  // namespace

const std::vector<OptionRow>& option_table() {
    static const std::string report_range = format_names() + ", = and a file; FILE - is standard output";
    static const std::string class_range = class_names() + ", and commas between several";
    static const std::string faults_range = "0 to 16; CLASS: " + class_range;
    static const std::vector<std::string_view> checking = {"run", "matrix", "coverage"}, searching = {"run", "matrix", "coverage", "size", "graph"}, compiling = {"run", "show", "size", "explore", "graph"},
                                               with_variants = {"run", "matrix", "coverage", "show", "size", "explore", "lint", "export", "graph", "prove", "classes"},
                                               subjects = {"run", "matrix", "coverage", "show", "size", "explore", "export", "graph", "prove", "classes"},
                                               modelled = {"run", "matrix", "coverage", "show", "size", "explore", "lint", "replay", "list", "explain", "export", "graph", "prove", "verify-certificate", "classes"};
    static const std::vector<OptionRow> table = {
        {"--variant", "NAME", "all", "a kernel generation or KERNEL+SEAL", "Checks only this variant; may be given again.", with_variants,
         [](Options& o, Text t) { o.variants.push_back(t); return t.empty() ? std::string("the name of a variant") : std::string(); }},
        {"--faults", "N, CLASS,...", "as the scenario says", faults_range,
         "At most N faults in one run, whatever the scenario says; or only faults of these classes. May be given once for each.", subjects, read_faults},
        {"--gate", "CLASS,...", "all", class_range, "A violation that needs a fault of another class is told, but fails nothing.", checking,
         [](Options& o, Text t) { return read_classes(o.gate, t); }},
        {"--vacuity", "LEVEL", "error", "error, warn or off", "What becomes of a scenario in which something was never tested.", checking,
         [](Options& o, Text t) { return read_vacuity(o.vacuity, t); }},
        {"--max-states", "N", "no limit", "0 to 2^64-1; 0 is no limit", "Ends a search that stores more states as inconclusive.", searching,
         [](Options& o, Text t) { return read_number<std::uint64_t>(o.limits.max_states, t, 0, most, "a number of states"); }},
        {"--max-memory", "BYTES", "4G", "a number, with K, M, G or T; 0 is no limit", "Ends a search that needs more memory as inconclusive.", searching,
         [](Options& o, Text t) { o.max_memory_given = true; return read_bytes(o.limits.max_memory_bytes, t); }},
        {"--max-seconds", "S", "no limit", "0 or more; 0 is no limit",
         "Ends a search that takes longer as inconclusive. The one budget whose effect depends on the machine.", checking,
         [](Options& o, Text t) { return read_number<double>(o.limits.max_seconds, t, 0, 1e9, "a number of seconds"); }},
        {"--max-violations", "N", "1", "1 to 64", "Looks for up to N kinds of violations that need equally few faults.", checking,
         [](Options& o, Text t) { return read_number<std::uint32_t>(o.limits.max_violations, t, 1, 64, "a number from 1 to 64"); }},
        {"--jobs", "N", "as many as there are cores", "1 to 1024", "Checks N variants at a time. No output depends on it.", {"run", "matrix", "coverage", "prove"},
         [](Options& o, Text t) { return read_number<std::uint32_t>(o.jobs, t, 1, 1024, "a number from 1 to 1024"); }},
        {"--threads", "N", "the cores that --jobs leaves", "1 to 64", "Searches with N threads once a search is large. No output depends on it.", checking,
         [](Options& o, Text t) { return read_number<std::uint32_t>(o.threads, t, 1, 64, "a number from 1 to 64"); }},
        {"--distributed", "", "", "", "Under mpirun: all ranks search one variant together, each with a part of the states, instead of a variant each. No output depends on it.", {"run"},
         flag(&Options::distributed)},
        {"--engine", "NAME", "explicit", "explicit, symbolic or both",
         "Who searches: all states one by one, or z3 as in prove; both must agree on the verdict and on the length of the shortest violation.", {"run"},
         [](Options& o, Text t) { return read_engine(o.engine, t); }},
        {"--cache", "DIR", "none", "a folder; made if need be", "Keeps verdicts there, and does not search again what nothing has changed for.", checking,
         [](Options& o, Text t) { return read_words(o.cache, t, "a folder"); }},
        {"--checkpoint", "DIR", "none", "a folder; made if need be", "Writes checkpoints of long searches there, from which --resume goes on; checks one variant at a time.", {"run"},
         [](Options& o, Text t) { return read_words(o.checkpoints, t, "a folder"); }},
        {"--checkpoint-every", "N", "8388608", "1 to 2^64-1", "Writes a checkpoint each time that a search has expanded N more states.", {"run"},
         [](Options& o, Text t) { return read_number<std::uint64_t>(o.checkpoint_every, t, 1, most, "a number of states"); }},
        {"--resume", "DIR", "none", "a folder with checkpoints", "Goes on from the checkpoints there, as if the run had never been ended, and writes further ones.", {"run"},
         [](Options& o, Text t) { o.resume = true; return read_words(o.checkpoints, t, "a folder"); }},
        {"--spill", "DIR", "none", "a folder", "Moves states that wait for their turn to a file there when memory is scarce.", {"run"},
         [](Options& o, Text t) { return read_words(o.spill, t, "a folder"); }},
        {"--trees", "", "", "", "Stores states as trees: in little more than half of the memory, but with more time and by one thread.", checking, flag(&Options::trees)},
        {"--changed-since", "REV", "none", "a revision of git", "Checks only scenarios that, or whose drivers or model, differ from REV.", checking,
         [](Options& o, Text t) { return read_words(o.changed_since, t, "a revision"); }},
        {"--reduce", "WHAT", "none", "none, stubborn or symmetry", "Which moves a search may leave out; no verdict and no trace depends on it.", checking, read_reduction},
        {"--check-reductions", "", "", "", "Holds what moves are thought to read and write against what they do; slow.", checking, flag(&Options::check_reductions)},
        {"--no-lock-order", "", "", "", "Does not report cycles in the order in which locks are taken.", checking,
         [](Options& o, Text) { o.limits.lock_order = false; return std::string(); }},
        {"--waivers", "FILE", "none", "a file with a waiver a line", "Takes the listed violations as expected until their day; needs --today.", {"run"},
         [](Options& o, Text t) { return read_words(o.waivers, t, "a file"); }},
        {"--today", "DAY", "none", "as in 2027-01-31", "The day by which waivers expire.", {"run"},
         [](Options& o, Text t) { o.today = t; return reports::is_day(t) ? std::string() : std::string("a day as in 2027-01-31"); }},
        {"--report", "FORMAT=FILE", "none", report_range, "Writes a report for programs; may be given again.", {"run"}, read_report},
        {"--explain", "", "", "", "Prints and records violations that were expected, too.", {"run"}, flag(&Options::explain)},
        {"--all-minimal", "", "", "", "Prints below a violation every minimal set of faults that leads to one.", {"run"}, flag(&Options::all_minimal)},
        {"--trace-dir", "DIR", "mmapck-traces", "a folder; made if need be", "Where the traces of printed violations are recorded.", {"run"},
         [](Options& o, Text t) { o.trace_directory_given = true; return read_words(o.trace_directory, t, "a folder"); }},
        {"--no-traces", "", "", "", "Records no traces.", {"run"}, flag(&Options::save_traces, false)},
        {"--quiet", "", "", "", "Prints no line for a variant that is as expected.", {"run"}, flag(&Options::quiet)},
        {"--timings", "", "", "", "Prints on standard error how long each phase of each check took.", {"run"}, flag(&Options::timings)},
        {"--progress", "WHEN", "auto", "auto, always or never", "Shows on standard error how far a search or a proof is; auto: on a terminal.", {"run", "matrix", "coverage", "prove"},
         [](Options& o, Text t) { return read_when(o.progress, t); }},
        {"--no-fold", "", "", "", "Does not evaluate beforehand what never changes.", compiling, pass_off(&program::Passes::fold_constants)},
        {"--no-cut", "", "", "", "Does not drop what no run can reach.", compiling, pass_off(&program::Passes::cut_unreachable)},
        {"--no-reset", "", "", "", "Does not reset variables that are not read again.", compiling, pass_off(&program::Passes::reset_dead)},
        {"--no-fuse", "", "", "", "Does not join steps that other tasks cannot tell apart.", compiling, pass_off(&program::Passes::fuse_local_steps)},
        {"--no-narrow", "", "", "", "Does not narrow the domains of variables.", compiling, pass_off(&program::Passes::narrow_domains)},
        {"--hash-seed", "N", "0", "0 to 2^64-1", "Seeds the hash of the state store; no output depends on it.", {"run"},
         [](Options& o, Text t) { return read_number<std::uint64_t>(o.hash_seed, t, 0, most, "a number"); }},
        {"--source", "", "", "", "Prints the C text that is made of the scenario.", {"show"}, flag(&Options::source)},
        {"--program", "", "", "", "Prints the program that is searched.", {"show"}, flag(&Options::program)},
        {"--json", "", "", "", "Prints one JSON object for each variant instead of text.", {"size"}, flag(&Options::json)},
        {"--certificate", "FILE", "none", "a file", "Writes the proof of the one variant that is proved.", {"prove"},
         [](Options& o, Text t) { return read_words(o.certificate, t, "a file"); }},
        {"--solver", "", "", "", "Has z3 look for assumptions, fault points and invariants that make no difference.", {"lint"}, flag(&Options::solver)},
        {"--resources", "N", "20000000", "1 to 2^32-1", "The rlimit of z3 for one question: the same on every machine, unlike seconds.", {"run", "prove", "verify-certificate"},
         [](Options& o, Text t) { return read_number<std::uint64_t>(o.resources, t, 1, 0xffff'ffff, "a number from 1 to 4294967295"); }},
        {"--solver-seed", "N", "0", "0 to 2^31-1", "The seed of z3.", {"run", "prove", "verify-certificate"},
         [](Options& o, Text t) { return read_number<std::uint32_t>(o.solver_seed, t, 0, 0x7fff'ffff, "a number from 0 to 2147483647"); }},
        {"--invariant", "NAME", "everything", "an invariant of the scenario", "Proves it alone, without checks and deadlocks.", {"prove"},
         [](Options& o, Text t) { return read_words(o.invariant, t, "the name of an invariant"); }},
        {"--no-slice", "", "", "", "Keeps what the proof cannot depend on.", {"prove"}, flag(&Options::slice, false)},
        {"--ways", "N", "64", "1 to 65536", "In how many ways one move of one task may go in what is exported; the other checker says if there are more.", {"export"},
         [](Options& o, Text t) { return read_number<std::uint32_t>(o.ways, t, 1, 65536, "a number from 1 to 65536"); }},
        {"--any-faults", "", "", "", "Lets any number of faults happen in one run of what is exported.", {"export"}, flag(&Options::any_faults)},
        {"--integers", "", "", "", "Exports numbers to smt2 as mathematical integers that never overflow.", {"export"}, flag(&Options::integers)},
        {"--format", "NAME", "dot", "dot or mermaid", "The language of the graph.", {"graph"},
         [](Options& o, Text t) { return read_graph_format(o.mermaid, t); }},
        {"--function", "NAME", "hooks, and what they call in their files", "a function of the model or of a driver", "Draws the control flow of this function; may be given again.", {"graph"},
         [](Options& o, Text t) { o.functions.push_back(t); return t.empty() ? std::string("the name of a function") : std::string(); }},
        {"--check", "", "", "", "Writes nothing, and ends with 1 if there is something to format.", {"fmt"}, flag(&Options::only_check)},
        {"--hook", "HOOK", "mmap_complete", "mmap, mmap_prepare or mmap_complete", "What the new driver is built around: .mmap; .mmap_prepare with vm_ops->mapped; or mmap_prepare with complete and abort, as proposed.", {"new"},
         [](Options& o, Text t) { return read_hook(o.hook, t); }},
        {"--dir", "DIR", "the current folder", "a folder; made if need be", "Where the new files are written.", {"new"},
         [](Options& o, Text t) { return read_words(o.directory, t, "a folder"); }},
        {"--model-dir", "DIR", "that of this program", "a folder with mm/ and include/", "Where the model of the kernel is.", modelled,
         [](Options& o, Text t) { return read_words(o.model_directory, t, "a folder"); }},
        {"--color", "WHEN", "auto", "auto, always or never", "Colours outcomes; auto: on a terminal, unless NO_COLOR is set.", checking,
         [](Options& o, Text t) { return read_when(o.color, t); }},
        {"--help", "", "", "", "Prints help and exits.", {}, flag(&Options::help)},
        {"--version", "", "", "", "Prints the version and exits.", {}, flag(&Options::version)},
    };
    return table;
}

bool has_option(const CommandRow& command, const OptionRow& option) {
    return option.commands.empty() || std::find(option.commands.begin(), option.commands.end(), command.name) != option.commands.end();
}

}  // namespace mmapck::cli
