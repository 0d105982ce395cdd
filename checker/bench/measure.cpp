// SPDX-License-Identifier: Apache-2.0
#include "checker/bench/measure.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <ostream>
#include <vector>

#include "checker/explicit/check.h"

namespace mmapck::checker::bench {

namespace {

double ratio(std::uint64_t a, double b) { return b > 0 ? static_cast<double>(a) / b : 0; }

double median(std::vector<double> numbers) {
    std::sort(numbers.begin(), numbers.end());
    return numbers[numbers.size() / 2];
}

}  // namespace

Measurement measure(const std::string& name, const program::Program& program, const Limits& limits, const explicit_::Options& options, int runs) {
    using Clock = std::chrono::steady_clock;
    Measurement measurement;
    measurement.name = name;
    std::vector<double> processor, elapsed;
    for (int run = 0; run < runs; ++run) {
        const std::clock_t start = std::clock();
        const Clock::time_point begun = Clock::now();
        measurement.verdict = explicit_::check(program, limits, {}, options);
        elapsed.push_back(std::chrono::duration<double>(Clock::now() - begun).count());
        processor.push_back(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    measurement.search_seconds = median(processor);
    measurement.elapsed_seconds = median(elapsed);
    return measurement;
}

void print_heading(std::ostream& out) {
    out << "model                               verdict         states      moves  bits  seconds  Mstates/s  Mmoves/s  bytes/state  moves/state\n";
}

void print_row(std::ostream& out, const Measurement& measurement) {
    const Statistics& s = measurement.verdict.statistics;
    const double seconds = measurement.search_seconds;
    const double states = std::max(1.0, static_cast<double>(s.states));
    char line[256];
    std::snprintf(line, sizeof line, "%-35s %-12s %9llu %10llu %5llu %8.3f %10.3f %9.3f %12.1f %12.2f\n", measurement.name.c_str(),
                  checker::name(measurement.verdict.status), static_cast<unsigned long long>(s.states),
                  static_cast<unsigned long long>(s.transitions), static_cast<unsigned long long>(s.state_bits), seconds,
                  ratio(s.states, seconds) / 1e6, ratio(s.transitions, seconds) / 1e6, ratio(s.memory_bytes, states),
                  ratio(s.transitions, states));
    out << line << std::flush;
}

void print_json(std::ostream& out, const Measurement& measurement) {
    const Statistics& s = measurement.verdict.statistics;
    const auto& found = measurement.verdict.counterexamples;
    const std::string violation = found.empty() ? "" : R"("kind": ")" + found[0].violation.kind + R"(", "length": )" + std::to_string(found[0].trace.moves) + ", ";
    char line[512];
    std::snprintf(line, sizeof line, R"({"verdict": "%s", %s"states": %llu, "moves": %llu, "bits": %llu, "bytes": %llu, "processor_seconds": %.6f, "seconds": %.6f})",
                  checker::name(measurement.verdict.status), violation.c_str(), static_cast<unsigned long long>(s.states),
                  static_cast<unsigned long long>(s.transitions), static_cast<unsigned long long>(s.state_bits),
                  static_cast<unsigned long long>(s.memory_bytes), measurement.search_seconds, measurement.elapsed_seconds);
    out << line << '\n' << std::flush;
}

}  // namespace mmapck::checker::bench
