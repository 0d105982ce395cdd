// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/scenario/json.h"
#include "model/scenario/keys.h"

namespace mmapck::scenario {

/// Collects what is wrong with one file.
class Findings {
  public:
    Findings(const std::string& path, const std::string& source) : path_(path), source_(source) {}

    void error(const Place& place, std::string message, std::string suggestion = "");
    /// In order of place, at most 50.
    std::vector<lang::Diagnostic> take();
    bool empty() const { return diagnostics_.empty(); }

  private:
    const std::string& path_;
    const std::string& source_;
    std::vector<lang::Diagnostic> diagnostics_;
};

/// The members of an object that are as the table of keys wants them.
class Fields {
  public:
    /// Reports keys that are unknown, twice or missing, and values of another shape.
    Fields(Findings& findings, const json::Value& object, std::string_view name);

    /// The value of a key; null if it is not there or not as it should be.
    const json::Value* operator[](std::string_view key) const;

  private:
    std::vector<std::pair<std::string_view, const json::Value*>> values_;
    std::vector<std::string> meant_;   // known keys that unknown ones resemble: these are not reported as missing, too
};

/// Whether the value has the shape; reports it if not.
bool has_shape(Findings& findings, const json::Value& value, const Key& key);

/// "did you mean 'x'?" for the nearest of the names, or nothing.
std::string did_you_mean(const std::string& name, const std::vector<std::string>& names);

/// "'a', 'b' or 'c'".
std::string listed(const std::vector<std::string>& names);

/// The strings of an array, or the one string.
std::vector<Text> texts(const json::Value& value);

}  // namespace mmapck::scenario
