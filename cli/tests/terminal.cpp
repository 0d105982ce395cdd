// SPDX-License-Identifier: Apache-2.0
#include "cli/tests/terminal.h"

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "model/tests/temporary_folder.h"

namespace mmapck::cli::tests {

namespace {

/// Until nobody has the other side open any more: Linux then answers EIO.
std::string all_that_is_written_to(int terminal) {
    std::string text;
    std::array<char, 4096> bytes{};
    for (;;) {
        const ssize_t size = read(terminal, bytes.data(), bytes.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return text;
        text.append(bytes.data(), std::size_t(size));
    }
}

}  // namespace

Result on_terminal(const std::string& folder, const std::string& lines) {
    const TemporaryFolder own;
    const std::string script = own.write("script", prepared(folder, lines));
    const winsize size{24, 80, 0, 0};
    int terminal = -1;
    const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
    if (child < 0) throw std::runtime_error(std::string("no terminal: ") + std::strerror(errno));
    if (child == 0) {
        execlp("sh", "sh", script.c_str(), nullptr);
        _exit(127);
    }
    Result result;
    result.out = all_that_is_written_to(terminal);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    close(terminal);
    if (WIFEXITED(status)) result.code = WEXITSTATUS(status);
    for (std::size_t at = 0; (at = result.out.find("\r\n", at)) != result.out.npos;) result.out.erase(at, 1);
    return result;
}

}  // namespace mmapck::cli::tests
