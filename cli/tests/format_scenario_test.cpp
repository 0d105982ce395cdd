// SPDX-License-Identifier: Apache-2.0
#include "cli/format_scenario.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "cli/tests/shell.h"
#include "model/scenario/scenario.h"

using namespace mmapck;
using namespace mmapck::cli;

TEST_CASE("keys in their order, short values on one line, comments where they belong") {
    const std::string text =
        "// head\n"
        "{ /* a */ \"tasks\": {\"A\": {\"run\": [\"x\" /* one */, // first\n"
        "   // second\n"
        "   \"y\" ], \"process\": \"p\" } /* t */ }, // tail\n"
        " \"scenario\": \"a \\\"name\\\" // no comment\", /* why */\n"
        " // kernels\n"
        " \"kernel\":   [ \"ref\" ,\"v7.1\" ] // last\n"
        " // closing\n"
        "}\n"
        "// end\n";
    const std::string formatted =
        "// head\n"
        "{\n"
        "  \"scenario\": \"a \\\"name\\\" // no comment\", /* why */\n"
        "  // kernels\n"
        "  \"kernel\": [\"ref\", \"v7.1\"], // last\n"
        "  /* a */\n"
        "  \"tasks\": {\n"
        "    \"A\": {\n"
        "      \"process\": \"p\",\n"
        "      \"run\": [\n"
        "        \"x\", /* one */ // first\n"
        "        // second\n"
        "        \"y\"\n"
        "      ]\n"
        "    } /* t */\n"
        "  } // tail\n"
        "  // closing\n"
        "}\n"
        "// end\n";
    CHECK(format_scenario(text) == formatted);
    CHECK(format_scenario(formatted) == formatted);
}

TEST_CASE("a comment in an empty object stays in it") {
    CHECK(format_scenario("{\"bounds\":{/* none */},\"setup\":[]}") == "{\n  \"setup\": [],\n  \"bounds\": {\n    /* none */\n  }\n}\n");
}

TEST_CASE("a formatted scenario means the same, and stays as it is") {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(MMAPCK_SOURCE_DIR "/scenarios/hooks")) {
        const std::string path = entry.path().string(), text = tests::content(path);
        INFO(path);
        const std::string formatted = format_scenario(text);
        CHECK(format_scenario(formatted) == formatted);
        const scenario::Loaded before = scenario::load(path), after = scenario::load_text(path, formatted);
        REQUIRE(before.scenario);
        REQUIRE(after.scenario);
        for (const scenario::Variant& variant : scenario::variants(*before.scenario)) {
            const auto without_places = [](const std::string& c) {   // blanks and #line directives go with the places
                std::string kept;
                for (std::size_t at = 0; at < c.size();) {
                    const std::size_t end = std::min(c.find('\n', at), c.size());
                    const std::size_t begin = std::min(c.find_first_not_of(' ', at), end);
                    if (c.compare(at, 6, "#line ") != 0) kept += c.substr(begin, end - begin) + "\n";
                    at = end + 1;
                }
                return kept;
            };
            CHECK(without_places(scenario::generate(*before.scenario, variant)) == without_places(scenario::generate(*after.scenario, variant)));
        }
    }
}
