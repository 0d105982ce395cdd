// SPDX-License-Identifier: Apache-2.0
#include "checker/distributed/tests/thread_ranks.h"

#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <random>
#include <thread>

namespace mmapck::checker::distributed::tests {

namespace {

/// What the ranks share.
struct World {
    explicit World(std::uint32_t size) : waiting(size, std::vector<std::deque<Bytes>>(size)), contributed(size) {}

    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::vector<std::deque<Bytes>>> waiting;   // [to][from]
    std::vector<Bytes> contributed, gathered;
    std::uint32_t contributors = 0;
    std::uint64_t gathers = 0;
};

class ThreadRanks final : public Ranks {
  public:
    ThreadRanks(World& world, std::uint32_t own, std::uint64_t seed) : world_(world), own_(own), random_(static_cast<std::uint32_t>(seed * 1000 + own)) {}

    std::uint32_t own() const override { return own_; }
    std::uint32_t size() const override { return static_cast<std::uint32_t>(world_.waiting.size()); }

    void send(std::uint32_t to, Bytes bytes) override {
        const std::lock_guard lock(world_.mutex);
        world_.waiting[to][own_].push_back(std::move(bytes));
    }

    std::optional<Message> receive() override {
        const std::lock_guard lock(world_.mutex);
        const auto from = static_cast<std::uint32_t>(random_() % size());
        std::deque<Bytes>& queue = world_.waiting[own_][from];
        if (queue.empty()) return std::nullopt;
        Message message{from, std::move(queue.front())};
        queue.pop_front();
        return message;
    }

    std::size_t sending() override { return 0; }

    std::vector<Bytes> gather(const Bytes& own) override {
        std::unique_lock lock(world_.mutex);
        world_.contributed[own_] = own;
        const std::uint64_t round = world_.gathers;
        if (++world_.contributors == size()) {
            world_.gathered = world_.contributed;
            world_.contributors = 0;
            ++world_.gathers;
            world_.changed.notify_all();
        }
        world_.changed.wait(lock, [&] { return world_.gathers != round; });
        return world_.gathered;
    }

    void abandon(int) override { std::abort(); }

  private:
    World& world_;
    std::uint32_t own_;
    std::minstd_rand random_;
};

}  // namespace

void on_ranks(std::uint32_t size, std::uint64_t seed, const std::function<void(Ranks&)>& work) {
    World world(size);
    const auto run = [&](std::uint32_t own) {
        ThreadRanks ranks(world, own, seed);
        work(ranks);
    };
    std::vector<std::thread> threads;
    for (std::uint32_t own = 1; own < size; ++own) threads.emplace_back(run, own);
    run(0);
    for (std::thread& thread : threads) thread.join();
}

}  // namespace mmapck::checker::distributed::tests
