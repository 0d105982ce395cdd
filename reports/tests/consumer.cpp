// SPDX-License-Identifier: Apache-2.0
#include "reports/tests/consumer.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "model/scenario/tests/command.h"

namespace mmapck::reports::tests {

std::optional<int> consume(const std::string& program, const std::string& command, const std::string& content) {
    if (!is_installed(program)) {
        if (std::getenv("MMAPCK_REQUIRE_CONSUMERS") != nullptr) {
            FAIL_CHECK(program << " is not installed");
        } else {
            MESSAGE("SKIPPED, " << program << " is not installed");
        }
        return std::nullopt;
    }
    const TemporaryFolder folder;
    const std::string file = folder.write("report", content);
    std::string filled = command;
    for (std::size_t at = filled.find("%s"); at != std::string::npos; at = filled.find("%s")) {
        filled.replace(at, 2, "'" + file + "'");
    }
    return run_lines(filled).code;
}

}  // namespace mmapck::reports::tests
