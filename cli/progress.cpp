// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <ostream>

namespace mmapck::cli {

Progress::~Progress() { end(); }

void Progress::update(std::uint64_t states, std::uint64_t frontier, std::uint64_t depth) {
    if (!shown_) return;
    std::string line = what_ + ": " + std::to_string(states) + " states, " + std::to_string(frontier) + " to go, depth " + std::to_string(depth);
    if (line.size() > 79) line = "..." + line.substr(line.size() - 76);
    out_ << "\r\x1b[K" << line << std::flush;
    drawn_ = true;
}

void Progress::end() {
    if (drawn_) out_ << "\r\x1b[K" << std::flush;
    drawn_ = false;
}

}  // namespace mmapck::cli
