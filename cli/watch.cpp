// SPDX-License-Identifier: Apache-2.0
#include "cli/watch.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "cli/exit_code.h"

namespace mmapck::cli {

namespace {

/// mpirun ends the other ranks by SIGTERM, and then by SIGKILL; so may the user.
bool is_asked_to_end(int signal) { return signal == SIGTERM || signal == SIGINT || signal == SIGHUP; }

/// Of a process that a signal has ended: not for its own mistake, or for one.
ExitCode code_of(int signal) { return signal == SIGKILL ? ExitCode::input_output : ExitCode::internal; }

}  // namespace

void watch(unsigned rank) {
    const pid_t parent = getpid(), child = fork();
    if (child < 0) return;   // works without
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) std::_Exit(int(ExitCode::input_output));
        return;
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    if (WIFEXITED(status)) std::_Exit(WEXITSTATUS(status));
    const int signal = WTERMSIG(status);
    if (is_asked_to_end(signal)) std::_Exit(128 + signal);
    std::fprintf(stderr, "mmapck: rank %u was lost: signal %d (%s) ended it; the run is given up, and no report is written\n", rank, signal, strsignal(signal));
    std::_Exit(int(code_of(signal)));
}

}  // namespace mmapck::cli
