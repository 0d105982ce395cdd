// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <mutex>
#include <string>

namespace mmapck::cli {

/// One line on a terminal that says how far a run is, and goes away after it. Searches tell it what they do from any thread; draw() and
/// clear() are for the thread that prints.
class Progress {
  public:
    /// `count` results will come.
    Progress(std::ostream& out, bool shown, std::size_t count) : out_(out), shown_(shown), count_(count) {}
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// Whether anybody sees it.
    bool shown() const { return shown_; }

    void begin(std::size_t index, const std::string& what);
    void update(std::size_t index, std::uint64_t states, std::uint64_t frontier);
    /// What is done instead of a search, in few words: then the line says that, and since when.
    void tell(std::size_t index, const std::string& words);
    /// About so many states will be found.
    void expect(std::size_t index, std::uint64_t states);
    void end(std::size_t index);

    /// How many results there are already.
    void done(std::size_t results) { done_ = results; }
    void draw();
    void clear();

  private:
    using Clock = std::chrono::steady_clock;
    struct Search {
        std::string what, words;
        std::uint64_t states = 0, frontier = 0;
        std::uint64_t expected = 0;   // states; 0: not known
        Clock::time_point begun;
    };
    std::string line();

    std::ostream& out_;
    const bool shown_;
    const std::size_t count_;
    const Clock::time_point begun_ = Clock::now();
    std::size_t done_ = 0;
    bool drawn_ = false;
    std::mutex mutex_;                       // of what follows
    std::map<std::size_t, Search> running_;  // by the place of its result
};

/// "980", "12.3k", "4.5M": at most five characters.
std::string short_number(double number);

/// "40 s", "12 min", "3 h".
std::string short_time(double seconds);

}  // namespace mmapck::cli
