// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>

namespace mmapck::cli {

/// While it lives, SIGINT and SIGTERM ask for an end instead of bringing it, so that what was found until then is told. Once that was
/// seen, they end the program again. For one thread.
class Interruption {
  public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    /// Whether one of them has come.
    bool requested();

  private:
    sigset_t before_;          // what was blocked before
    bool requested_ = false;
};

}  // namespace mmapck::cli
