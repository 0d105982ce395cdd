// SPDX-License-Identifier: Apache-2.0
#include "cli/interruption.h"

namespace mmapck::cli {

namespace {

sigset_t ending_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

}  // namespace

Interruption::Interruption() {
    const sigset_t set = ending_signals();
    sigprocmask(SIG_BLOCK, &set, &before_);
}

Interruption::~Interruption() {
    if (!requested_) sigprocmask(SIG_SETMASK, &before_, nullptr);
}

bool Interruption::requested() {
    sigset_t pending;
    if (requested_ || sigpending(&pending) != 0) return requested_;
    if (!sigismember(&pending, SIGINT) && !sigismember(&pending, SIGTERM)) return false;
    const sigset_t set = ending_signals();
    int taken = 0;
    sigwait(&set, &taken);
    requested_ = true;
    sigprocmask(SIG_SETMASK, &before_, nullptr);
    return true;
}

}  // namespace mmapck::cli
