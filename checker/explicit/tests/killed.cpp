// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/tests/killed.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

namespace mmapck::checker::explicit_::tests {

bool in_child(const std::function<bool()>& work) {
    const pid_t child = fork();
    if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (child == 0) {
        bool good = false;
        try {
            good = work();
        } catch (...) {  // the parent tells it as a failure
        }
        _exit(good ? 0 : 1);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::function<void()> kill_at(int n) {
    return [n]() mutable {
        if (--n == 0) raise(SIGKILL);
    };
}

}  // namespace mmapck::checker::explicit_::tests
