// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/lang/diagnostic.h"
#include "model/scenario/scenario.h"

/// JSON with comments as a tree in which every value knows where it stands.
namespace mmapck::scenario::json {

enum class Kind : std::uint8_t { null, boolean, integer, number, string, array, object };

/// "a string", "an object": as messages put it.
const char* name(Kind kind);

struct Member;

struct Value {
    Kind kind = Kind::null;
    Place place;                     ///< of its first character; of a string, the character after the quote
    bool boolean = false;
    std::int64_t integer = 0;
    std::string string;
    std::vector<Value> items;        ///< array
    std::vector<Member> members;     ///< object, in the order of the file; may hold a key twice
};

struct Member {
    Text key;
    Value value;
};

struct Parsed {
    std::optional<Value> value;
    std::vector<lang::Diagnostic> diagnostics;   ///< one, when there is no value
};

inline constexpr std::size_t max_bytes = 1 << 20;
inline constexpr std::size_t max_depth = 32;

/// Parses with nlohmann/json. Never throws. `path` is for messages.
Parsed parse(const std::string& path, const std::string& text);

/// The text of a line, counted from 1, without its end.
std::string line_of(const std::string& text, std::uint32_t line);

}  // namespace mmapck::scenario::json
