// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mmapck::conformance {

/// Thrown by JsonReader, caught by whoever reads a file: the message, with file and JSON pointer.
struct JsonError {
    std::string message;
};

/// One value of a JSON document and the way to it. The document and the name of its file must outlive it.
class JsonReader {
  public:
    JsonReader(const nlohmann::json& value, const std::string& path, std::string pointer = "")
        : value_(&value), path_(&path), pointer_(std::move(pointer)) {}

    std::string text() const;
    std::int64_t integer() const;                                    ///< at most 2^52, either sign
    bool boolean() const;
    std::vector<JsonReader> items() const;                           ///< of an array
    std::vector<std::pair<std::string, JsonReader>> members() const; ///< of an object, by name
    std::vector<std::string> texts() const;                          ///< of an array of strings

    bool is_null() const;
    bool is_text() const;
    bool is_integer() const;
    bool has(std::string_view key) const;                            ///< of an object, and not null
    JsonReader operator[](std::string_view key) const;               ///< fails if it is not there

    /// Fails with what is wrong here.
    [[noreturn]] void fail(const std::string& what) const;

  private:
    [[noreturn]] void fail_expecting(const char* what) const;
    const nlohmann::json* value_;
    const std::string* path_;
    std::string pointer_;
};

/// Parses the text and hands the document to `read`; the message of what went wrong, or empty.
std::string read_json(const std::string& path, const std::string& text, const std::function<void(const JsonReader&)>& read);

/// The bytes of a file. False: it cannot be read.
bool read_file(const std::string& path, std::string& text);

}  // namespace mmapck::conformance
