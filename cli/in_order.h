// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace mmapck::cli {

/// Computes results 0 to count - 1 with threads of its own and hands them over one by one, in their order, on the thread that takes them. At
/// most `ahead` results wait to be taken. What a computation throws is thrown where its result is taken.
template <typename Result, typename Compute> class InOrder {
  public:
    InOrder(std::size_t count, std::size_t threads, std::size_t ahead, Compute compute) : count_(count), ahead_(ahead), compute_(std::move(compute)) {
        for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
    }

    /// Waits for the computations that have begun.
    ~InOrder() {
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        changed_.notify_all();
        for (std::thread& thread : threads_) thread.join();
    }

    InOrder(const InOrder&) = delete;
    InOrder& operator=(const InOrder&) = delete;

    /// The next result. Calls `meanwhile` about ten times a second until it is there.
    template <typename Meanwhile> Result take(Meanwhile meanwhile) {
        std::unique_lock lock(mutex_);
        while (!changed_.wait_for(lock, std::chrono::milliseconds(100), [this] { return ready_.count(taken_) != 0; })) {
            lock.unlock();
            meanwhile();
            lock.lock();
        }
        Ready ready = std::move(ready_.extract(taken_++).mapped());
        lock.unlock();
        changed_.notify_all();
        if (ready.error) std::rethrow_exception(ready.error);
        return std::move(*ready.result);
    }

  private:
    struct Ready {
        std::optional<Result> result;
        std::exception_ptr error;
    };

    void work() {
        for (;;) {
            std::size_t index = 0;
            {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [this] { return stopped_ || begun_ == count_ || begun_ < taken_ + ahead_; });
                if (stopped_ || begun_ == count_) return;
                index = begun_++;
            }
            Ready ready;
            try {
                ready.result.emplace(compute_(index));
            } catch (...) {
                ready.error = std::current_exception();
            }
            {
                const std::lock_guard lock(mutex_);
                ready_.emplace(index, std::move(ready));
            }
            changed_.notify_all();
        }
    }

    const std::size_t count_, ahead_;
    Compute compute_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::size_t, Ready> ready_;
    std::size_t begun_ = 0, taken_ = 0;
    bool stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace mmapck::cli
