// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>

#include "checker/explicit/options.h"
#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::checker::bench {

struct Measurement {
    std::string name;
    Verdict verdict;               ///< of the last run
    double search_seconds = 0;     ///< median of the processor time of the runs, which other work on the machine disturbs least
    double elapsed_seconds = 0;    ///< median of the time on the clock
};

/// Checks a program `runs` times.
Measurement measure(const std::string& name, const program::Program& program, const Limits& limits, const explicit_::Options& options, int runs);

/// A table for people: name, verdict, states, moves, bits, seconds, states and moves per second, bytes per state, moves per state.
void print_heading(std::ostream& out);
void print_row(std::ostream& out, const Measurement& measurement);

/// One JSON object on a line of its own, for checker/bench/compare.
void print_json(std::ostream& out, const Measurement& measurement);

}  // namespace mmapck::checker::bench
