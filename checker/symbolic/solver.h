// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mmapck::checker::symbolic {

/// How a solver is run.
struct SolverOptions {
    std::string program = "z3";             ///< found by PATH; it reads SMT-LIB 2 from standard input with -in
    std::uint64_t resources = 20'000'000;   ///< Z3's rlimit for each question: deterministic for one version of Z3
    std::uint32_t memory_megabytes = 2048;  ///< more ends the solver
    std::uint32_t seed = 0;
    double watchdog_seconds = 600;          ///< for one question. A last resort: what depends on the clock may only end as inconclusive
    std::function<void()> asked;            ///< told of each question, before it is answered; may be empty
};

/// The reason of an answer `unknown` for want of resources.
inline constexpr const char* resources_used_up = "the solver's resources for one question were used up";

enum class Answer : std::uint8_t { unsatisfiable, satisfiable, unknown };

/// A solver in a process of its own, spoken to in SMT-LIB 2. Whatever happens to that process, be it that it crashes, hangs, is killed or runs
/// out of memory, here it is the answer `unknown` and a reason; later questions are then answered so, too.
class Solver {
  public:
    explicit Solver(const SolverOptions& options);
    ~Solver();
    Solver(const Solver&) = delete;
    Solver& operator=(const Solver&) = delete;

    /// Commands that answer nothing.
    void tell(std::string_view commands);

    /// Whether what was told can hold together with some literals (names, or negated ones).
    Answer check(const std::vector<std::string>& literals = {});

    /// After `satisfiable`: values of names, as the solver writes them. Numbers are given as numbers, truth values as 0 and 1.
    std::map<std::string, std::int64_t> values(const std::vector<std::string>& names);

    /// What one command answers, all lines of it.
    std::string ask(std::string_view command);

    /// Why the last answer was `unknown`, one clause; empty if it was not.
    const std::string& reason() const { return reason_; }
    bool alive() const { return pid_ > 0; }
    int process() const { return pid_; }

    /// "4.8.12", or empty.
    std::string version();

  private:
    void start(const SolverOptions& options);
    void end(std::string reason);
    bool wait(bool writing, std::chrono::steady_clock::time_point last);
    bool receive(std::string& text, const std::string& until);
    std::chrono::steady_clock::time_point patience() const;

    double watchdog_seconds_;
    std::function<void()> asked_;
    int socket_ = -1;
    int pid_ = -1;
    std::string buffer_, reason_;
};

}  // namespace mmapck::checker::symbolic
