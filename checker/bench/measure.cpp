// SPDX-License-Identifier: Apache-2.0
#include "checker/bench/measure.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <ostream>
#include <vector>

#include "checker/explicit/check.h"

namespace mmapck::checker::bench {

namespace {

double ratio(std::uint64_t a, double b) { return b > 0 ? static_cast<double>(a) / b : 0; }

}  // namespace

void print_heading(std::ostream& out) {
    out << "model                               verdict         states      moves  bits  seconds  Mstates/s  Mmoves/s  bytes/state  moves/state\n";
}

Verdict measure(std::ostream& out, const std::string& name, const program::Program& program, const Limits& limits,
                const explicit_::Options& options, int runs) {
    std::vector<double> seconds;
    Verdict verdict;
    for (int run = 0; run < runs; ++run) {
        const std::clock_t start = std::clock();
        verdict = explicit_::check(program, limits, {}, options);
        seconds.push_back(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    std::sort(seconds.begin(), seconds.end());
    const double median = seconds[seconds.size() / 2];
    const Statistics& s = verdict.statistics;
    const double states = std::max(1.0, static_cast<double>(s.states));
    char line[256];
    std::snprintf(line, sizeof line, "%-35s %-12s %9llu %10llu %5llu %8.3f %10.3f %9.3f %12.1f %12.2f\n", name.c_str(),
                  checker::name(verdict.status), static_cast<unsigned long long>(s.states),
                  static_cast<unsigned long long>(s.transitions), static_cast<unsigned long long>(s.state_bits), median,
                  ratio(s.states, median) / 1e6, ratio(s.transitions, median) / 1e6, ratio(s.memory_bytes, states),
                  ratio(s.transitions, states));
    out << line << std::flush;
    return verdict;
}

}  // namespace mmapck::checker::bench
