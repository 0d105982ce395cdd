// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/verdict.h"
#include "model/program/passes.h"

/// The command line. One table of commands and one of options feed the parser, the help and the manual page.
namespace mmapck::cli {

enum class VacuityGate : std::uint8_t { error, warn, off };
enum class Engine : std::uint8_t { explicit_states, symbolic, both };
enum class When : std::uint8_t { automatic, always, never };
enum class Hook : std::uint8_t { mmap, mmap_prepare, mmap_complete };

struct ReportFile {
    std::string format;   ///< "json"
    std::string file;     ///< "-": standard output
};

/// No limit but 4 GiB of memory.
inline checker::Limits standard_limits() {
    checker::Limits limits;
    limits.max_memory_bytes = std::uint64_t{4} << 30;
    return limits;
}

/// What the user asked for.
struct Options {
    std::string command;
    std::vector<std::string> operands;
    bool help = false;
    bool version = false;

    checker::Limits limits = standard_limits();
    bool max_memory_given = false;
    program::Passes passes;
    std::uint64_t hash_seed = 0;
    Engine engine = Engine::explicit_states;
    bool stubborn_sets = false;      ///< --reduce
    bool symmetry = false;           ///< --reduce symmetry
    bool check_reductions = false;
    bool trees = false;
    bool distributed = false;        ///< one search has its states on all ranks
    std::uint32_t jobs = 0;          ///< searches at a time; 0: as many as there are cores
    std::uint32_t threads = 0;       ///< of one search, once it is large; 0: the cores that jobs leave
    std::optional<std::uint32_t> faults;
    std::vector<std::string> variants;
    std::vector<ReportFile> reports;
    std::string trace_directory = "mmapck-traces";
    bool trace_directory_given = false;
    bool save_traces = true;
    bool explain = false;
    bool all_minimal = false;
    bool only_check = false;
    VacuityGate vacuity = VacuityGate::error;
    std::vector<program::FaultClass> fault_classes;   ///< that may happen; none: all
    std::vector<program::FaultClass> gate;            ///< without which a violation fails nothing; none: all
    bool quiet = false;
    bool timings = false;
    bool source = false;
    bool json = false;
    bool program = false;
    When color = When::automatic;
    When progress = When::automatic;
    std::string waivers;             ///< a file; empty: none
    std::string cache;               ///< a folder; empty: none
    std::string checkpoints;         ///< a folder; empty: none
    bool resume = false;             ///< from the checkpoints there
    std::uint64_t checkpoint_every = std::uint64_t{1} << 23;  ///< states expanded
    std::string spill;               ///< a folder; empty: none
    std::string changed_since;       ///< a revision of git; empty: none
    std::string today;               ///< "2027-01-31"; empty: not given
    std::string model_directory;
    std::string directory = ".";
    Hook hook = Hook::mmap_complete; ///< of a new driver
    std::string certificate;         ///< a file; empty: none
    std::uint64_t resources = 20'000'000;   ///< of the solver, for one question
    std::uint32_t solver_seed = 0;
    std::string invariant;           ///< that is proved alone; empty: everything
    bool slice = true;
    std::uint32_t ways = 64;
    bool solver = false;             ///< lint asks one
    bool integers = false;
    bool any_faults = false;
    bool mermaid = false;            ///< a graph, not DOT
    std::vector<std::string> functions;   ///< whose control flow is drawn; none: those of drivers
};

struct CommandRow {
    std::string_view name;
    std::string_view operands;     ///< as in a synopsis, "PATH..."
    std::size_t least = 0, most = 0;   ///< operands
    std::string_view help;         ///< one line
    std::string_view text;         ///< a paragraph
    std::string_view words = "";   ///< what the first operand may be, with blanks between; empty: a file, or a name
};

struct OptionRow {
    std::string_view name;         ///< "--max-states"
    std::string_view argument;     ///< "N"; empty for a flag
    std::string_view standard;     ///< the default, in words
    std::string_view range;        ///< what the argument may be
    std::string_view help;         ///< one sentence
    std::vector<std::string_view> commands;   ///< that have it; empty: all
    /// Stores the argument; returns what was expected if it is wrong, else nothing.
    std::function<std::string(Options&, const std::string& argument)> set;
};

const std::vector<CommandRow>& commands();
const std::vector<OptionRow>& option_table();
bool has_option(const CommandRow& command, const OptionRow& option);

struct ParsedOptions {
    Options options;
    std::string error;        ///< empty if the command line is right
    std::string suggestion;   ///< may be empty
};

/// Reads the arguments (without the program's name). Never throws for wrong ones.
ParsedOptions parse_options(std::vector<std::string> arguments);

/// The help of a command; of the whole program for an empty name.
std::string help_text(std::string_view command);

/// The manual page, troff with the man macros.
std::string manual_page();

inline constexpr std::string_view version = "0.1.0";

}  // namespace mmapck::cli
