// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>

#include "checker/explicit/options.h"
#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::checker::bench {

/// Checks a program `runs` times and prints one line with the median of processor times (which other work on the machine disturbs
/// least): name, verdict, states, moves, bits, seconds, states and moves per second, bytes per state, moves per state. Returns the last verdict.
Verdict measure(std::ostream& out, const std::string& name, const program::Program& program, const Limits& limits,
                const explicit_::Options& options, int runs);

/// The columns of measure().
void print_heading(std::ostream& out);

}  // namespace mmapck::checker::bench
