// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <sstream>
#include <stdexcept>
#include <streambuf>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/surroundings.h"
#include "cli/tests/shell.h"

using namespace mmapck::cli;
using tests::Result;
using tests::shell;

namespace {

struct Wrong {
    const char* arguments;
    const char* message;   ///< what standard error begins with
};

constexpr Wrong wrong[] = {
    {"", "mmapck: a command is missing\n"},
    {"rn scenarios", "mmapck: there is no command 'rn'\nmmapck: did you mean 'run'?\n"},
    {"--explain", "mmapck: there is no option '--explain'\n"},
    {"run", "mmapck: 'run' needs PATH...\n"},
    {"show", "mmapck: 'show' needs SCENARIO...\n"},
    {"replay", "mmapck: 'replay' needs TRACE\n"},
    {"replay a b", "mmapck: 'b' is one operand too many for 'replay'\n"},
    {"new", "mmapck: 'new' needs NAME\n"},
    {"man page", "mmapck: 'page' is one operand too many for 'man'\n"},
    {"run --explian x", "mmapck: 'run' has no option '--explian'\nmmapck: did you mean '--explain'?\n"},
    {"run --max-sates=3 x", "mmapck: 'run' has no option '--max-sates=3'\nmmapck: did you mean '--max-states'?\n"},
    {"show --explain x", "mmapck: 'show' has no option '--explain'\n"},
    {"run --faults", "mmapck: --faults needs N, CLASS,...\n"},
    {"run --faults 1 --faults 2 x", "mmapck: --faults: expected one number of faults, found '2'\n"},
    {"run --faults io --faults 1 --faults driver x", "mmapck: --faults: expected classes of faults once, with commas between several, found 'driver'\n"},
    {"run x --report", "mmapck: --report needs FORMAT=FILE\n"},
    {"run ''", "mmapck: 'run' needs PATH..., found ''\n"},
    {"run x --report json=r --report ktap=r", "mmapck: --report: expected a FILE that no other report goes to, found 'ktap=r'\n"},
    {"run x --report json=- --report ktap=-", "mmapck: --report: expected a FILE that no other report goes to, found 'ktap=-'\n"},
    {"new int", "mmapck: 'int' is reserved in model C; choose another name\n"},
    {"run --faults 17 x", "mmapck: --faults: expected a number from 0 to 16, or classes of faults: driver, policy, limit, signal, io, space, alloc-may-fail or alloc-theoretical, found '17'\n"},
    {"run --faults -1 x", "mmapck: --faults: expected a number from 0 to 16, or classes of faults: driver, policy, limit, signal, io, space, alloc-may-fail or alloc-theoretical, found '-1'\n"},
    {"run --faults 1x x", "mmapck: --faults: expected a number from 0 to 16, or classes of faults: driver, policy, limit, signal, io, space, alloc-may-fail or alloc-theoretical, found '1x'\n"},
    {"run --max-states many x", "mmapck: --max-states: expected a number of states, found 'many'\n"},
    {"run --max-states 18446744073709551616 x", "mmapck: --max-states: expected a number of states"},
    {"run --max-memory 1Q x", "mmapck: --max-memory: expected a number of bytes, with K, M, G or T, as in 512M, found '1Q'\n"},
    {"run --max-memory 99999999T x", "mmapck: --max-memory: expected"},
    {"run --max-seconds -1 x", "mmapck: --max-seconds: expected a number of seconds, found '-1'\n"},
    {"run --max-seconds nan x", "mmapck: --max-seconds: expected a number of seconds, found 'nan'\n"},
    {"run --max-violations 0 x", "mmapck: --max-violations: expected a number from 1 to 64, found '0'\n"},
    {"run --color blue x", "mmapck: --color: expected auto, always or never, found 'blue'\n"},
    {"run --report xml=f x", "mmapck: --report: expected json=FILE"},
    {"run --report json x", "mmapck: --report: expected json=FILE"},
    {"run --report json= x", "mmapck: --report: expected json=FILE"},
    {"run --trace-dir '' x", "mmapck: --trace-dir: expected a folder, found ''\n"},
    {"list kernel", "mmapck: there is no list of 'kernel'; did you mean 'kernels'?\n"},
    {"list xyzzy", "mmapck: there is no list of 'xyzzy'; known: kernels, seals, invariants, faults, bounds\n"},
    {"new 3x", "mmapck: the name of a driver is an identifier of C of at most 24 characters\n"},
    {"new ../x", "mmapck: the name of a driver is an identifier of C"},
};

}  // namespace

TEST_CASE("wrong command lines end with 64, and say what was expected") {
    for (const Wrong& one : wrong) {
        INFO(std::string(one.arguments));
        const Result result = shell("/", std::string("mmapck ") + one.arguments);
        CHECK(result.code == 64);
        CHECK(result.out == "");
        CHECK(tests::unfolded(result.err).rfind(one.message, 0) == 0);
    }
}

TEST_CASE("help and version") {
    const Result help = shell("/", "mmapck --help");
    CHECK(help.code == 0);
    CHECK(help.out == help_text(""));
    CHECK(shell("/", "mmapck -h").out == help.out);
    CHECK(shell("/", "mmapck help").out == help.out);
    CHECK(shell("/", "mmapck help run").out == help_text("run"));
    CHECK(shell("/", "mmapck help rn").code == 64);
    for (const CommandRow& command : commands()) CHECK(shell("/", "mmapck " + std::string(command.name) + " --help").out == help_text(command.name));
    CHECK(shell("/", "mmapck --version").out == "mmapck " + std::string(version) + "\n");
    CHECK(shell("/", "mmapck run --version").out == "mmapck " + std::string(version) + "\n");
    CHECK(shell("/", "mmapck man").out == manual_page());
}

TEST_CASE("of two exit codes the graver one is answered") {
    const ExitCode order[] = {ExitCode::as_expected, ExitCode::inconclusive, ExitCode::not_as_expected, ExitCode::invalid_input,
                              ExitCode::usage,       ExitCode::input_output, ExitCode::internal};
    for (const ExitCode& a : order)
        for (const ExitCode& b : order) CHECK(worse(a, b) == (&a < &b ? b : a));
}

TEST_CASE("what follows -- is operands") {
    const Result result = shell("/", "mmapck run -- --quiet -x");
    CHECK(result.code == 65);
    CHECK(result.err == "--quiet: error: there is no such file or folder\n-x: error: there is no such file or folder\n");
}

TEST_CASE("options may be given with '=' and after the operands") {
    const Options options = parse_options({"run", "a", "--max-states=7", "--variant=ref", "b", "--quiet"}).options;
    CHECK(options.operands == std::vector<std::string>{"a", "b"});
    CHECK(options.limits.max_states == 7);
    CHECK(options.variants == std::vector<std::string>{"ref"});
    CHECK(options.quiet);
}

TEST_CASE("without options, memory is the only budget") {
    const Options options = parse_options({"run", "a"}).options;
    CHECK(options.limits.max_states == 0);
    CHECK(options.limits.max_seconds == 0);
    CHECK(options.limits.max_memory_bytes == std::uint64_t{4} << 30);
    CHECK(options.limits.max_violations == 1);
    CHECK(options.limits.lock_order);
}

namespace {

/// Gives nothing.
struct Broken : std::streambuf {
    int_type underflow() override { throw std::runtime_error("a mistake"); }
};

}  // namespace

TEST_CASE("70: what should not happen is said, and no more") {
    Broken buffer;
    std::istream in(&buffer);
    in.exceptions(std::ios::badbit);
    std::ostringstream out, err;
    Surroundings surroundings{out, err, false, false, {}, &in};
    const Options options = parse_options({"explore", "--model-dir", MMAPCK_SOURCE_DIR "/model/kernel", "--variant", "ref",
                                           MMAPCK_SOURCE_DIR "/scenarios/locks/opposite-order.json"}).options;
    CHECK(execute(options, surroundings) == ExitCode::internal);
    CHECK(err.str() == "mmapck: internal error: a mistake\n");
}
