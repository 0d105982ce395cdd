// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/team.h"

#include <utility>

#include "checker/explicit/spin.h"

namespace mmapck::checker::explicit_ {

Team::Team(std::uint32_t size) : thrown_(size) {
    for (std::uint32_t member = 1; member < size; ++member) threads_.emplace_back([this, member] { serve(member); });
}

Team::~Team() {
    {
        const std::lock_guard lock(mutex_);
        leave_ = true;
    }
    begin_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void Team::work_as(std::uint32_t member) {
    try {
        (*work_)(member);
    } catch (...) {
        thrown_[member] = std::current_exception();
    }
}

void Team::serve(std::uint32_t member) {
    for (std::uint64_t done = 0;; ++done) {
        spin([&] { return leave_ || round_ > done; });
        {
            std::unique_lock lock(mutex_);
            begin_.wait(lock, [&] { return leave_ || round_ > done; });
            if (leave_) return;
        }
        work_as(member);
        const std::lock_guard lock(mutex_);
        if (--busy_ == 0) end_.notify_one();
    }
}

void Team::run(const std::function<void(std::uint32_t)>& work) {
    {
        const std::lock_guard lock(mutex_);
        work_ = &work;
        busy_ = static_cast<std::uint32_t>(threads_.size());
        ++round_;
    }
    begin_.notify_all();
    work_as(0);
    spin([&] { return busy_ == 0; });
    std::unique_lock lock(mutex_);
    end_.wait(lock, [&] { return busy_ == 0; });
    for (std::exception_ptr& thrown : thrown_)
        if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
}

}  // namespace mmapck::checker::explicit_
