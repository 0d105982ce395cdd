// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace mmapck::scenario {

/// What may stand at a key.
enum class Shape : std::uint8_t {
    text,           ///< a string that is not empty
    integer,        ///< from `low` to `high`
    boolean,
    texts,          ///< an array of strings
    text_or_texts,  ///< a string, or an array of at least one
    list,           ///< an array; its items have a shape of their own
    object,         ///< an object whose keys are in this table
    map,            ///< an object whose keys are names chosen by the user
    other,          ///< several of these; see docs/scenarios.md
};

/// The most that `limits` may name.
inline constexpr std::int64_t most_states = std::int64_t{1} << 40, most_bytes = std::int64_t{1} << 50;

/// One key that a scenario may have. The loader, the schema and the reference of the format hold the same ones.
struct Key {
    std::string_view object;   ///< which object: "scenario", "file", ...; the schema's $defs bear the same names
    std::string_view name;
    Shape shape = Shape::text;
    bool required = false;
    std::int64_t low = 0, high = 0;
};

/// All keys, object by object.
const std::vector<Key>& keys();

}  // namespace mmapck::scenario
