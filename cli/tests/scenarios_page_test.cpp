// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "cli/tests/shell.h"
#include "model/scenario/keys.h"

using namespace mmapck;

TEST_CASE("docs/scenarios.md has every key of the scenario file") {
    const std::string page = cli::tests::content(MMAPCK_SOURCE_DIR "/docs/scenarios.md");
    for (const scenario::Key& key : scenario::keys()) {
        const std::string name(key.name);
        const bool there = page.find("`" + name + "`") != page.npos || page.find("\"" + name + "\"") != page.npos;
        CHECK_MESSAGE(there, name);
    }
}
