// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "checker/distributed/ranks.h"

namespace mmapck::checker::distributed {

/// Records that all ranks put for each other in phases. Those for one rank are sent together, so that a message has thousands of them. What one rank
/// puts for another arrives in order.
class Exchange {
  public:
    /// Records that have come from a rank, one behind the other.
    using Use = std::function<void(std::uint32_t from, std::string_view records)>;

    explicit Exchange(Ranks& ranks) : ranks_(ranks), out_(ranks.size()), ended_(ranks.size()) {}

    /// Begins a phase, in which `use` gets what comes. Every rank must begin the same phases in the same order.
    void begin(Use use);

    /// Adds a record for a rank, which may be this one. May call `use`.
    template <class... Parts>
    void put(std::uint32_t to, const Parts&... parts) {
        (out_[to].append(parts), ...);
        if (out_[to].size() >= message_bytes) flush(to);
    }

    /// Sends what is left and returns when all has come that was put for this rank.
    void end();

    /// Sent to other ranks, up to now.
    std::uint64_t messages() const { return messages_; }
    std::uint64_t bytes() const { return bytes_; }

    static constexpr std::size_t message_bytes = std::size_t{1} << 16;

  private:
    void flush(std::uint32_t to);
    void send(std::uint32_t to, char last);
    void receive();
    void take(const Message& message);

    Ranks& ranks_;
    Use use_;
    std::vector<Bytes> out_;          // by rank
    std::vector<bool> ended_;         // by rank: it has put all of this phase
    std::uint32_t still_putting_ = 0; // other ranks
    std::vector<Message> early_;      // of the next phase
    std::uint64_t messages_ = 0, bytes_ = 0;
};

/// A number as a part of a record.
template <class Number>
std::string_view part(const Number& number) {
    return {reinterpret_cast<const char*>(&number), sizeof number};
}

/// A number that stands at an offset of a record.
template <class Number>
Number number_at(std::string_view record, std::size_t offset) {
    Number number;
    std::memcpy(&number, record.data() + offset, sizeof number);
    return number;
}

}  // namespace mmapck::checker::distributed
