// SPDX-License-Identifier: Apache-2.0
#include "reports/tests/consumer.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "reports/file.h"

namespace mmapck::reports::tests {

namespace {

int exit_code_of(const std::string& command) {
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::optional<int> consume(const std::string& program, const std::string& command, const std::string& content) {
    if (exit_code_of("command -v " + program + " >/dev/null 2>&1") != 0) {
        if (std::getenv("MMAPCK_REQUIRE_CONSUMERS") != nullptr) {
            FAIL_CHECK(program << " is not installed");
        } else {
            MESSAGE("SKIPPED, " << program << " is not installed");
        }
        return std::nullopt;
    }
    const std::string file =
        (std::filesystem::temp_directory_path() / ("mmapck-consumer-" + std::to_string(getpid()))).string();
    REQUIRE(write_file(file, content) == "");
    std::string filled = command;
    for (std::size_t at = filled.find("%s"); at != std::string::npos; at = filled.find("%s")) {
        filled.replace(at, 2, "'" + file + "'");
    }
    const int code = exit_code_of("{ " + filled + "; } >/dev/null 2>&1");
    std::filesystem::remove(file);
    return code;
}

}  // namespace mmapck::reports::tests
