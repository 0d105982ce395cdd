// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace mmapck::checker::distributed {

/// Bytes that one rank sends to another of the same program on a machine of the same kind.
using Bytes = std::string;

struct Message {
    std::uint32_t from = 0;
    Bytes bytes;
};

/// A rank that this one needs does not answer any more.
struct LostRank : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The processes that work together, numbered from 0, as one of them sees them. For one thread. Every call may throw LostRank.
class Ranks {
  public:
    virtual ~Ranks() = default;

    virtual std::uint32_t own() const = 0;
    virtual std::uint32_t size() const = 0;

    /// Sends to another rank, and returns at once. What goes from one rank to another arrives in order.
    virtual void send(std::uint32_t to, Bytes bytes) = 0;
    /// The next message that has come, from whomever; nothing if none has.
    virtual std::optional<Message> receive() = 0;
    /// How many messages are still kept to be sent.
    virtual std::size_t sending() = 0;

    /// What each rank contributes, by rank. All must call it, and get the same.
    virtual std::vector<Bytes> gather(const Bytes& own) = 0;

    /// Ends all ranks, with this exit code. Does not return.
    virtual void abandon(int code) = 0;
};

}  // namespace mmapck::checker::distributed
