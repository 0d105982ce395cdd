// SPDX-License-Identifier: Apache-2.0
#include "cli/spread.h"

#include <new>
#include <stdexcept>
#include <thread>
#include <utility>

#include "cli/wire.h"

namespace mmapck::cli {

namespace {

using checker::distributed::Bytes;
using checker::distributed::Message;
using checker::distributed::Ranks;

constexpr auto pause = std::chrono::microseconds(500);             // between two looks for messages: nothing, compared with a check
constexpr std::size_t ahead_per_rank = 4;                          // results that wait to be taken

// An answer: what became of it, how many verdicts could not be kept until then, and the result or what went wrong.
enum class Became : char { checked, out_of_memory, failed };

Bytes number(std::uint64_t value) { return Bytes(reinterpret_cast<const char*>(&value), sizeof value); }

std::uint64_t number_in(const Bytes& bytes, std::size_t offset) {
    std::uint64_t value = 0;
    bytes.copy(reinterpret_cast<char*>(&value), sizeof value, offset);
    return value;
}

constexpr std::size_t failures_at = 1 + sizeof(std::uint64_t), text_at = failures_at + sizeof(std::uint64_t);

Bytes answer(Became became, std::size_t place, std::size_t cache_failures, const std::string& text) {
    return Bytes(1, static_cast<char>(became)) + number(place) + number(cache_failures) + text;
}

CheckedSubject result_of(const Bytes& answer) {
    switch (static_cast<Became>(answer[0])) {
        case Became::out_of_memory: throw std::bad_alloc();
        case Became::failed: throw std::runtime_error(answer.substr(text_at));
        case Became::checked: break;
    }
    return from_wire(answer.substr(text_at));
}

}  // namespace

Spread::Spread(Ranks& ranks, const std::vector<Subject>& subjects, Check check) : ranks_(ranks), subjects_(subjects), check_(std::move(check)) {
    for (std::uint32_t rank = 1; rank < ranks.size(); ++rank) idle_.push_back(rank);
}

Spread::~Spread() {
    try {
        while (away_ > 0) {
            receive();
            std::this_thread::sleep_for(pause);
        }
        for (std::uint32_t rank = 1; rank < ranks_.size(); ++rank) ranks_.send(rank, Bytes());
    } catch (const checker::distributed::LostRank&) {
        ranks_.abandon(static_cast<int>(ExitCode::input_output));
    }
}

bool Spread::may_begin() const { return !exhausted() && begun_ < taken_ + ahead_per_rank * ranks_.size(); }

void Spread::receive() {
    while (std::optional<Message> message = ranks_.receive()) {
        --away_;
        idle_.push_back(message->from);
        cache_failures_ += number_in(message->bytes, failures_at);
        answers_.emplace(number_in(message->bytes, 1), std::move(message->bytes));
    }
}

void Spread::hand_out() {
    for (; may_begin() && !idle_.empty(); ++begun_, ++away_) {
        ranks_.send(idle_.back(), number(begun_));
        idle_.pop_back();
    }
    if (checking_ && own_.count(*checking_) != 0 && own_.at(*checking_).wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
    checking_.reset();
    if (!may_begin()) return;
    checking_ = begun_++;
    own_.emplace(*checking_, std::async(std::launch::async, check_, *checking_));
}

void Spread::wait() {
    if (checking_ && own_.count(*checking_) != 0) own_.at(*checking_).wait_for(pause);
    else std::this_thread::sleep_for(pause);
}

CheckedSubject Spread::take(const std::function<void()>& meanwhile) {
    auto told = std::chrono::steady_clock::now();
    for (;;) {
        receive();
        hand_out();
        const auto own = own_.find(taken_);
        if (own != own_.end() && own->second.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
            std::future<CheckedSubject> result = std::move(own->second);
            own_.erase(own);
            ++taken_;
            return result.get();
        }
        if (const auto node = answers_.extract(taken_)) {
            CheckedSubject result = result_of(node.mapped());
            result.subject = subjects_[taken_++];
            return result;
        }
        if (std::chrono::steady_clock::now() - told >= std::chrono::milliseconds(100)) {
            meanwhile();
            told = std::chrono::steady_clock::now();
        }
        wait();
    }
}

void serve(Ranks& ranks, const Spread::Check& check, bool with_programs, const Cache* cache) {
    std::size_t told_failures = 0;
    for (;;) {
        std::optional<Message> message = ranks.receive();
        if (!message) {
            ranks.sending();
            std::this_thread::sleep_for(pause);
            continue;
        }
        if (message->bytes.empty()) return;
        const std::size_t place = number_in(message->bytes, 0);
        Became became = Became::checked;
        std::string text;
        try {
            const CheckedSubject result = check(place);
            text = to_wire(result, with_programs || !result.checked.verdict.counterexamples.empty());
        } catch (const std::bad_alloc&) {
            became = Became::out_of_memory;
        } catch (const std::exception& error) {
            became = Became::failed;
            text = error.what();
        }
        const std::size_t failures = cache != nullptr ? cache->failures() : 0;
        ranks.send(0, answer(became, place, failures - told_failures, text));
        told_failures = failures;
    }
}

}  // namespace mmapck::cli
