// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "cli/options.h"
#include "cli/tests/shell.h"

using namespace mmapck::cli;

namespace {

const std::string manual = tests::content(MMAPCK_SOURCE_DIR "/docs/manual.md");

std::size_t longest_line(const std::string& text) {
    std::size_t longest = 0;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) longest = std::max(longest, line.size());
    return longest;
}

bool is_ascii(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
}

bool mentions(const std::string& text, const std::string& name) {
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
        const char after = at + name.size() < text.size() ? text[at + name.size()] : ' ';
        if (after != '-' && !std::isalnum(static_cast<unsigned char>(after))) return true;
    }
    return false;
}

std::string in_troff(std::string name) {
    for (std::size_t at = name.find('-'); at != name.npos; at = name.find('-', at + 2)) name.insert(at, "\\");
    return name;
}

}  // namespace

TEST_CASE("the manual has every command and every option") {
    REQUIRE(!manual.empty());
    for (const CommandRow& command : commands()) CHECK_MESSAGE(manual.find("\n### " + std::string(command.name)) != manual.npos, command.name);
    for (const OptionRow& option : option_table()) {
        CHECK_MESSAGE(mentions(manual, "`" + std::string(option.name)), option.name);
        if (!option.argument.empty() && option.name != "--report")
            CHECK_MESSAGE(mentions(manual, std::string(option.name) + " " + std::string(option.argument)), option.name);
    }
}

TEST_CASE("the manual has no option that the command does not have") {
    for (std::size_t at = manual.find("`--"); at != manual.npos; at = manual.find("`--", at + 1)) {
        const std::string name = manual.substr(at + 1, manual.find_first_of(" `=", at + 1) - at - 1);
        const bool known = std::any_of(option_table().begin(), option_table().end(), [&](const OptionRow& row) { return row.name == name; });
        CHECK_MESSAGE(known, name);
    }
}

TEST_CASE("help and the manual page have every command and every option") {
    const std::string help = help_text(""), page = manual_page();
    for (const CommandRow& command : commands()) {
        INFO(std::string(command.name));
        CHECK(mentions(help, "\n  " + std::string(command.name)));
        CHECK(mentions(page, "\\fB" + std::string(command.name)));
        const std::string own = help_text(command.name);
        for (const OptionRow& option : option_table()) CHECK(mentions(own, std::string(option.name)) == has_option(command, option));
    }
    for (const OptionRow& option : option_table()) {
        INFO(std::string(option.name));
        CHECK(mentions(help, std::string(option.name)));
        CHECK(mentions(page, in_troff(std::string(option.name))));
    }
}

TEST_CASE("help is plain text of 80 columns") {
    CHECK(is_ascii(help_text("")));
    CHECK(longest_line(help_text("")) <= 80);
    for (const CommandRow& command : commands()) {
        CHECK(is_ascii(help_text(command.name)));
        CHECK(longest_line(help_text(command.name)) <= 80);
    }
}

TEST_CASE("what the option table sets is what was asked for") {
    const Options options = parse_options({"run", "--variant", "ref", "--variant", "v7.1", "--faults", "2", "--max-states", "10", "--max-memory", "3M",
                                           "--max-seconds", "0.5", "--jobs", "3", "--max-violations", "4", "--no-lock-order", "--reduce", "symmetry", "--report", "json=r.json", "--trace-dir", "t", "--no-fuse",
                                           "--hash-seed", "7", "--color", "never", "--progress", "always", "--quiet", "--explain", "--timings", "a", "b"})
                                .options;
    CHECK(options.command == "run");
    CHECK(options.operands == std::vector<std::string>{"a", "b"});
    CHECK(options.variants == std::vector<std::string>{"ref", "v7.1"});
    CHECK(options.faults == 2u);
    CHECK(options.limits.max_states == 10);
    CHECK(options.limits.max_memory_bytes == 3u << 20);
    CHECK(options.limits.max_seconds == 0.5);
    CHECK(options.jobs == 3);
    CHECK(options.limits.max_violations == 4);
    CHECK(!options.limits.lock_order);
    CHECK(options.stubborn_sets);
    CHECK(options.symmetry);
    REQUIRE(options.reports.size() == 1);
    CHECK(options.reports[0].file == "r.json");
    CHECK(options.trace_directory == "t");
    CHECK(!options.passes.fuse_local_steps);
    CHECK(options.passes.fold_constants);
    CHECK(options.hash_seed == 7);
    CHECK(options.color == When::never);
    CHECK(options.progress == When::always);
    CHECK(options.quiet);
    CHECK(options.explain);
    CHECK(options.timings);
}
