// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "checker/distributed/ranks.h"
#include "checker/explicit/options.h"
#include "checker/symbolic/input_classes.h"
#include "cli/cache.h"
#include "cli/compilers.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/subject.h"
#include "model/lang/diagnostic.h"
#include "reports/result.h"

namespace mmapck::cli {

/// Seconds that passed in the phases of a check.
struct Phases {
    double front_end = 0;   ///< from model C to a program: Clang, import, lowering
    double passes = 0;      ///< over the program
    double search = 0;
    double explanation = 0; ///< of what was found: confirmations, fewest switches, minimal sets of faults
};

/// What came of it.
struct CheckedSubject {
    Subject subject;
    bool begun = false;                              ///< false: an interruption came first
    std::vector<lang::Diagnostic> diagnostics;
    checker::Limits limits;                          ///< of each of its searches
    std::unique_ptr<program::Program> program;       ///< null: there were errors, or the cache knows that it holds
    bool from_cache = false;
    reports::Checked checked;                        ///< of `program`
    std::vector<std::string> remarks;                ///< that belong to its line
    std::vector<std::string> disk_failures;          ///< of checkpoints and spilled states, a sentence each
    std::vector<std::string> disk_remarks;           ///< of damage that makes no difference
    Phases phases;
};

/// Compiles and searches. For any thread; several may do so at a time.
class Checker {
    using Disk = checker::explicit_::Disk;

  public:
    /// All of them must outlive it; `cache` and `ranks` may be null. With `ranks`, all of them have to check the same subjects in the same order. Once `stop` is true, searches end as inconclusive and no other begins. `jobs` searches may run at a time.
    Checker(const Options& options, const scenario::Settings& settings, Progress& progress, const std::atomic<bool>& stop, std::size_t jobs, Cache* cache,
            checker::distributed::Ranks* ranks = nullptr)
        : options_(options), settings_(settings), progress_(progress), stop_(stop), jobs_(jobs), cache_(cache), ranks_(ranks) {}

    /// `index` is the place of the result, for the progress. Throws what the engine throws.
    CheckedSubject check(const Subject& subject, std::size_t index) const;

  private:
    bool needs_program(const checker::Verdict& verdict) const;
    void check_program(CheckedSubject& result, std::size_t index, const std::optional<reports::StoredVerdict>& known, const std::string& key) const;
    void judge(CheckedSubject& result, std::size_t index) const;
    void explain(CheckedSubject& result, std::size_t index) const;
    checker::Verdict search(const program::Program& program, const checker::symbolic::InputClasses& inputs, std::size_t index, CheckedSubject& result) const;
    checker::Verdict search(const program::Program& program, std::size_t index, const checker::Limits& limits, const Disk& disk) const;
    checker::Verdict search_states(const program::Program& program, std::size_t index, const checker::Limits& limits, const Disk& disk) const;
    checker::Verdict search_once(const program::Program& program, std::size_t index, const checker::Limits& limits, const Disk& disk) const;

    const Options& options_;
    const scenario::Settings& settings_;
    Progress& progress_;
    const std::atomic<bool>& stop_;
    std::size_t jobs_;
    Cache* cache_;
    mutable Compilers compilers_;
    checker::distributed::Ranks* ranks_;
};

}  // namespace mmapck::cli
