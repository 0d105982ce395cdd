// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "model/tests/temporary_folder.h"

/// How a command ended, and what it printed.
struct Ended {
    int code = -1;      ///< exit code; -1: ended by a signal
    std::string out;
    std::string err;
};

/// The content of a file; empty where there is none.
inline std::string content_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Runs lines of sh, with nothing on standard input.
inline Ended run_lines(const std::string& lines) {
    const TemporaryFolder own;
    const std::string script = own.write("script", lines + "\n");
    const int status = std::system(("sh '" + script + "' </dev/null >'" + own.path("out") + "' 2>'" + own.path("err") + "'").c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, content_of(own.path("out")), content_of(own.path("err"))};
}

inline bool is_installed(const std::string& program) { return run_lines("command -v " + program).code == 0; }
