// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <regex>
#include <set>

#include "cli/tests/shell.h"
#include "model/program/driver_kinds.h"
#include "model/program/program.h"

using namespace mmapck;

namespace {

const std::string page = cli::tests::content(MMAPCK_SOURCE_DIR "/docs/model-c.md");

/// primitives.h and the headers that are a part of it.
std::string primitives() {
    std::string text;
    for (const std::string name : {"primitives", "locks", "work", "references"})
        text += cli::tests::content(MMAPCK_SOURCE_DIR "/model/kernel/include/mmapck/" + name + ".h");
    return text;
}

const std::string header = primitives();

bool has_word(const std::string& word) { return std::regex_search(page, std::regex("\\b" + word + "\\b")); }

std::set<std::string> matches(const std::string& pattern) {
    std::set<std::string> found;
    const std::regex regex(pattern);
    for (std::sregex_iterator match(header.begin(), header.end(), regex), end; match != end; ++match) found.insert((*match)[1].str());
    return found;
}

}  // namespace

TEST_CASE("docs/model-c.md has every primitive") {
    const std::set<std::string> functions = matches("\n(?:__primitive|static inline __attribute__\\(\\(unused\\)\\) __pure) (?:\\w+ )+\\*?([a-z]\\w*)\\(");
    const std::set<std::string> macros = matches("\n#define ([A-Za-z]\\w*)\\(");
    CHECK(functions.size() > 30);
    CHECK(macros.size() > 10);
    for (const std::string& name : functions) CHECK_MESSAGE(has_word(name), name);
    for (const std::string& name : macros) CHECK_MESSAGE(has_word(name), name);
}

TEST_CASE("docs/model-c.md has every violation that is found by construction") {
    namespace kind = program::kind;
    for (const auto name : {kind::deadlock, kind::lock_order, kind::domain, kind::out_of_bounds, kind::unbounded_loop, kind::null_dereference, kind::use_after_free,
                            kind::double_free, kind::null_call, kind::division_by_zero, kind::shift_range, kind::pool_exhausted, kind::lock_held_at_return})
        CHECK_MESSAGE(page.find("`" + std::string(name) + "`") != page.npos, name);
    for (const auto name : kind::of_drivers) CHECK_MESSAGE(page.find("`" + std::string(name) + "`") != page.npos, name);
    for (const std::string& name : matches("check\\([^\"\n]*\"([a-z-]+)\"")) CHECK_MESSAGE(page.find("`" + name + "`") != page.npos, name);
}
