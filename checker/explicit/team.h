// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mmapck::checker::explicit_ {

/// Threads that do one piece of work together, again and again. The caller is the first of them.
class Team {
  public:
    /// `size`: with the caller, at least 1. Throws std::system_error.
    explicit Team(std::uint32_t size);
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;
    ~Team();

    std::uint32_t size() const { return static_cast<std::uint32_t>(threads_.size()) + 1; }

    /// Calls work(member) once on each, and returns when all have returned. Throws what the member with the smallest number threw.
    void run(const std::function<void(std::uint32_t)>& work);

  private:
    void serve(std::uint32_t member);
    void work_as(std::uint32_t member);

    std::mutex mutex_;
    std::condition_variable begin_, end_;
    const std::function<void(std::uint32_t)>* work_ = nullptr;
    std::atomic<std::uint64_t> round_ = 0;
    std::atomic<std::uint32_t> busy_ = 0;
    std::atomic<bool> leave_ = false;
    std::vector<std::exception_ptr> thrown_;  // by member
    std::vector<std::thread> threads_;
};

}  // namespace mmapck::checker::explicit_
