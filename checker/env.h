// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace mmapck::checker {

/// What a computation needs of its surroundings. Passed by reference, never global.
struct Env {
    /// Told now and then how far a search is: states, frontier, depth. May be empty. Its return value false stops the search as inconclusive.
    std::function<bool(std::uint64_t states, std::uint64_t frontier, std::uint64_t depth)> progress;
    /// Diagnostics for developers of the checker; may be empty.
    std::function<void(std::string_view)> log;
};

}  // namespace mmapck::checker
