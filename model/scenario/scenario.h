// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/lang/compile.h"
#include "model/lang/diagnostic.h"

/// A scenario: which kernel, which drivers and files, who runs what, which faults, and what is expected. It is read from a
/// JSON file, becomes a translation unit of model C, and that becomes a program. docs/scenarios.md is the reference of the format.
namespace mmapck::scenario {

/// Where something stands in the scenario's file. Line and column count from 1.
struct Place {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string pointer;   ///< JSON pointer (RFC 6901), "/tasks/A/run/0"
    friend bool operator==(const Place&, const Place&) = default;
};

/// A string of the file and where its first character stands.
struct Text {
    std::string text;
    Place place;
    friend bool operator==(const Text&, const Text&) = default;
};

/// What is run, one item of a list.
struct Run {
    enum class Kind : std::uint8_t {
        statement,  ///< `statement`: one statement of model C
        sequence,   ///< `items`, one after the other
        any_of,     ///< one of `items`, chosen by the run
        loop,       ///< `items`, one after the other, `times` times
    } kind = Kind::statement;
    Text statement;
    std::int64_t times = 0;
    std::vector<Run> items;
    Place place;
};

struct Driver {
    Text name;             ///< as written, relative to the scenario's folder
    std::string path;      ///< where it was found
};

struct File {
    Text name;
    Text driver;           ///< of DRIVER(name, ...)
    std::int64_t pages = 1;
    bool readable = true;
    bool writable = true;
    std::vector<Text> extents;   ///< state of each page, from page 0, or an input that says which; may be shorter than `pages`
};

struct Process {
    Text name;
    std::int64_t pages = 1;      ///< of its address space
    std::vector<Run> vmas;       ///< system calls of the setup, in this process
};

struct Task {
    Text name;
    std::string process;
    std::vector<Run> run;
    bool loop = false;     ///< begins again and again, and never ends
};

/// A variable that holds any of `values` (ascending), the same one throughout a run.
struct Choice {
    Text name;
    std::vector<std::int64_t> values;
};

/// A variable that holds any number of so many bits for which `where` holds, the same one throughout a run. A solver says which numbers there is need to look at.
struct Input {
    Text name;
    std::int64_t bits = 64;
    std::vector<Text> where;     ///< conditions of model C, about this and other inputs
};

/// Numbers for all inputs, in the order of the scenario; they count as unsigned.
using InputValues = std::vector<std::int64_t>;

struct Bound {
    Text name;             ///< as in "NR_VMAS"
    std::int64_t value = 0;
};

struct Faults {
    static constexpr std::int64_t unlimited = 0xffff'ffff;   ///< as Program::max_faults: any number
    std::int64_t at_most = 0;
    std::vector<Text> sites;     ///< empty: all
    std::vector<Text> classes;   ///< empty: all
    std::vector<Text> except;    ///< sites taken out again
};

/// What the search of one variant may need; 0: as much as the command line allows.
struct Limits {
    std::int64_t states = 0;
    std::int64_t bytes = 0;
};

/// What a check of one variant shall answer.
struct Expectation {
    std::vector<Text> violates;  ///< empty: it holds; else the violation is one of these
    bool holds() const { return violates.empty(); }
};

struct ExpectationFor {
    Text variant;                ///< name of a variant, of a kernel, or "*"
    Expectation expectation;
};

struct Scenario {
    std::string path;            ///< as the user named it
    std::string source;          ///< the text of the file, for messages about it
    Text name;
    std::string about;
    std::vector<Text> kernels;
    std::vector<Text> seals;     ///< empty: none
    Text promise;                ///< what designs are judged by: "strict", "weak", "lease", "busy", "none"; empty: by what each promises
    std::vector<Driver> drivers;
    std::vector<File> files;
    std::vector<Process> processes;
    std::vector<Choice> choices;
    std::vector<Input> inputs;
    std::vector<Run> setup;
    std::vector<Task> tasks;
    Faults faults;
    std::vector<Bound> bounds;
    Limits limits;
    std::vector<Text> check;     ///< names of invariants; empty: all
    std::vector<ExpectationFor> expectations;   ///< empty: every variant holds
};

struct Loaded {
    std::optional<Scenario> scenario;          ///< empty when there are errors
    std::vector<lang::Diagnostic> diagnostics; ///< in the order of the file; at most 50
};

/// Reads a scenario strictly: what is unknown, twice, mistyped, out of range or missing is an error with its place. Never throws.
/// At most 1 MiB, at most 32 levels deep.
Loaded load(const std::string& path);

/// The same for a text that would stand in `path`; drivers are looked for beside it.
Loaded load_text(const std::string& path, std::string text);

/// One combination to be checked.
struct Variant {
    std::string kernel;
    std::string seal;      ///< empty: none
    std::string name() const { return seal.empty() ? kernel : kernel + "+" + seal; }
};

/// Kernels times seal designs, in the order of the file.
std::vector<Variant> variants(const Scenario& scenario);

/// What the scenario expects of a variant: the entry of its name, else of its kernel, else "*".
Expectation expected(const Scenario& scenario, const Variant& variant);

/// The translation unit of model C. Each line that comes from the scenario bears its line and column there. A run begins with one of `inputs`; without any, the
/// setup chooses any numbers, more than can be searched, and assumes what is said about them. A bound that follows from the scenario is defined where it is more
/// than among `defaults`, those of the model.
std::string generate(const Scenario& scenario, const Variant& variant, const std::vector<InputValues>& inputs = {}, const std::vector<lang::Parameter>& defaults = {});

/// The same in parts. The prelude, kernel and invariants, has no places, so that it is the same for many scenarios, nor have the drivers. These are named by
/// their paths from the scenario's folder, so that no other folder is searched for them.
struct Parts {
    std::vector<lang::Parameter> bounds;
    std::string prelude, drivers, rest;
};
Parts generate_parts(const Scenario& scenario, const Variant& variant, const std::vector<InputValues>& inputs, const std::vector<lang::Parameter>& defaults);

/// What the model offers by name; each list is sorted.
struct Catalogue {
    std::vector<std::string> kernels, seals, bounds, invariants, fault_sites;
    /// The bounds with what they are where a scenario says nothing, in the model's order, as macros. Not those that are 0 then: they are switches, of which a
    /// kernel leaves out what belongs to them.
    std::vector<lang::Parameter> defaults;
};
/// Reads the folder of the model. Empty lists where there is none. Time grows with the size of the model's text.
Catalogue catalogue(const std::string& model_directory);

/// Kernels, seal designs and bounds alone, which takes a small part of the time.
Catalogue kernels_and_bounds(const std::string& model_directory);

/// What compile() needs to know apart from the scenario.
struct Settings {
    std::string model_directory;    ///< where mm/, fs/, invariants/ and include/ are
    std::string working_directory;  ///< files below it are named relative to it
    std::optional<std::uint32_t> at_most;  ///< replaces the scenario's number of faults
    bool wants_source = false;      ///< also says what is in the text of model and drivers
    std::optional<Catalogue> known{};  ///< kernels_and_bounds() of the model, where it is not to be read for each scenario
};

/// The program of one variant, not optimised. Errors in a task's statement name the place of its string; a kernel, seal
/// design, bound, invariant, fault site or expected violation that the model does not have is an error with a suggestion. Never throws for bad input. For `inputs` see generate(). With a compiler, what scenarios have in common is parsed once.
lang::Compiled compile(const Scenario& scenario, const Variant& variant, const Settings& settings, const std::vector<InputValues>& inputs = {},
                       lang::Compiler* compiler = nullptr);

/// The variables that are the scenario's inputs, in their order.
std::vector<program::VarId> input_variables(const Scenario& scenario, const program::Program& program);

struct Found {
    std::vector<std::string> paths;            ///< as the user would name them; sorted, each once
    std::vector<lang::Diagnostic> diagnostics; ///< of paths that do not exist or hold no scenario
};

/// All scenario files below the given files and folders: *.json, without *.trace.json, folders named "schema" and hidden ones.
Found find(const std::vector<std::string>& paths);

/// The name that is most like `name`, if one is alike enough to have been meant; else empty. O(names * length^2).
std::string nearest(std::string_view name, const std::vector<std::string>& names);

}  // namespace mmapck::scenario
