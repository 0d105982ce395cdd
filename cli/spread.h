// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <optional>
#include <vector>

#include "checker/distributed/ranks.h"
#include "cli/check.h"
#include "cli/subject.h"

namespace mmapck::cli {

/// Rank 0 of several that check subjects: hands them out in their order to whoever is idle, checks some itself, and has the results in their
/// order. On all other ranks serve() has to run.
class Spread {
  public:
    /// What is checked here: the subject with this place. On a thread of its own.
    using Check = std::function<CheckedSubject(std::size_t)>;

    Spread(checker::distributed::Ranks& ranks, const std::vector<Subject>& subjects, Check check);

    /// Lets the other ranks go, once they are done with what they have.
    ~Spread();
    Spread(const Spread&) = delete;
    Spread& operator=(const Spread&) = delete;

    /// The next result. Calls `meanwhile` about ten times a second until it is there. What a check threw is thrown here.
    CheckedSubject take(const std::function<void()>& meanwhile);

    /// How many verdicts other ranks could not keep in the cache.
    std::size_t cache_failures() const { return cache_failures_; }

  private:
    bool exhausted() const { return begun_ == subjects_.size(); }
    bool may_begin() const;
    void receive();
    void hand_out();
    void wait();

    checker::distributed::Ranks& ranks_;
    const std::vector<Subject>& subjects_;
    Check check_;
    std::vector<std::uint32_t> idle_;                        // ranks that wait for work
    std::map<std::size_t, std::string> answers_;             // of other ranks, by place
    std::map<std::size_t, std::future<CheckedSubject>> own_; // at most one is not ready
    std::optional<std::size_t> checking_;                    // the place of that one
    std::size_t begun_ = 0, taken_ = 0, away_ = 0;           // subjects; away: handed to others, without an answer
    std::size_t cache_failures_ = 0;
};

/// Any rank but 0: checks what rank 0 hands out, until it has no more. `with_programs`: reports need the programs even of what holds.
void serve(checker::distributed::Ranks& ranks, const Spread::Check& check, bool with_programs, const Cache* cache);

}  // namespace mmapck::cli
