// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "model/scenario/scenario.h"

using namespace mmapck;

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> designs = {"seal-v4", "seal-v6", "lease-v9", "today", "ref"};

/// What a scenario expects of a design on the kernel "ref"; empty where it says nothing.
std::string cell(const scenario::Scenario& scenario, const std::string& design) {
    std::string text;
    for (const scenario::Variant& variant : scenario::variants(scenario)) {
        if (variant.kernel != "ref" || variant.seal != design) continue;
        const scenario::Expectation expectation = scenario::expected(scenario, variant);
        if (expectation.holds()) return "holds";
        for (const scenario::Text& kind : expectation.violates) text += (text.empty() ? "" : " or ") + kind.text;
    }
    return text;
}

/// A row of the matrix, or nothing for a scenario without designs on that kernel.
std::string row(const fs::path& path) {
    const scenario::Loaded loaded = scenario::load(path.string());
    REQUIRE_MESSAGE(loaded.scenario, path);
    std::string text = "| `" + path.stem().string() + "` |";
    bool said = false;
    for (const std::string& design : designs) {
        const std::string words = cell(*loaded.scenario, design);
        said = said || !words.empty();
        text += words.empty() ? " |" : " " + words + " |";
    }
    return said ? text + "\n" : "";
}

std::string matrix() {
    std::vector<fs::path> paths;
    for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(MMAPCK_SOURCE_DIR) / "scenarios/extents"))
        if (entry.path().extension() == ".json") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::string text = "| Scenario |";
    for (const std::string& design : designs) text += " " + design + " |";
    text += "\n|---|---|---|---|---|---|\n";
    for (const fs::path& path : paths) text += row(path);
    return text;
}

}  // namespace

TEST_CASE("the matrix of docs/seals.md is what the scenarios expect") {
    std::ifstream in(fs::path(MMAPCK_SOURCE_DIR) / "docs/seals.md");
    std::ostringstream document;
    document << in.rdbuf();
    const std::string wanted = matrix();
    CHECK_MESSAGE(document.str().find(wanted) != std::string::npos, "put this table into docs/seals.md:\n" << wanted);
}
