// SPDX-License-Identifier: Apache-2.0
#include "checker/distributed/exchange.h"

#include <algorithm>
#include <thread>

namespace mmapck::checker::distributed {

namespace {

// The last byte of a message says whether its sender has put more.
constexpr char more = 0, last = 1;

}  // namespace

void Exchange::begin(Use use) {
    use_ = std::move(use);
    std::fill(ended_.begin(), ended_.end(), false);
    still_putting_ = ranks_.size() - 1;
    for (const Message& message : std::exchange(early_, {})) take(message);
}

void Exchange::take(const Message& message) {
    if (ended_[message.from]) {
        early_.push_back(message);
        return;
    }
    if (message.bytes.back() == last) {
        ended_[message.from] = true;
        --still_putting_;
    }
    use_(message.from, std::string_view(message.bytes).substr(0, message.bytes.size() - 1));
}

void Exchange::receive() {
    while (const std::optional<Message> message = ranks_.receive()) take(*message);
}

void Exchange::send(std::uint32_t to, char end) {
    Bytes bytes = std::exchange(out_[to], {});
    bytes.push_back(end);
    ++messages_;
    bytes_ += bytes.size();
    ranks_.send(to, std::move(bytes));
}

/// Who does not get rid of messages takes those of others meanwhile: so buffers stay few, and nobody waits for ever.
void Exchange::flush(std::uint32_t to) {
    if (to == ranks_.own()) {
        const Bytes bytes = std::exchange(out_[to], {});
        use_(to, bytes);
        return;
    }
    send(to, more);
    receive();
    for (const std::size_t most = 2 * std::size_t{ranks_.size()}; ranks_.sending() > most;) {
        std::this_thread::yield();
        receive();
    }
}

void Exchange::end() {
    flush(ranks_.own());
    for (std::uint32_t step = 1; step < ranks_.size(); ++step) send((ranks_.own() + step) % ranks_.size(), last);   // not all to the same at once
    while (still_putting_ > 0 || ranks_.sending() > 0) {
        receive();
        if (still_putting_ > 0) std::this_thread::yield();
    }
}

}  // namespace mmapck::checker::distributed
