// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <string>
#include <string_view>

#include "cli/options.h"

/// Readers of the arguments of options. Each stores what it read; its answer is what was expected if the argument is wrong, else empty.
namespace mmapck::cli {

template <typename Number> bool read_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

/// From low to high.
template <typename Number> std::string read_number(Number& to, const std::string& text, Number low, Number high, const char* expected) {
    Number value{};
    if (!read_number(text, value) || !(value >= low && value <= high)) return expected;
    to = value;
    return "";
}

/// "512M".
std::string read_bytes(std::uint64_t& to, const std::string& text);
/// "auto".
std::string read_when(When& to, const std::string& text);
/// "none".
std::string read_reduction(Options& options, const std::string& text);
/// Anything but nothing.
std::string read_words(std::string& to, const std::string& text, const char* expected);
/// "json=FILE".
std::string read_report(Options& options, const std::string& text);
/// "driver,io".
std::string read_classes(std::vector<program::FaultClass>& to, const std::string& text);
/// "2", or "driver,io".
std::string read_faults(Options& options, const std::string& text);
/// "warn".
std::string read_vacuity(VacuityGate& to, const std::string& text);

/// "mmap_prepare".
std::string read_hook(Hook& to, const std::string& text);

/// "mermaid".
std::string read_graph_format(bool& mermaid, const std::string& text);
/// "both".
std::string read_engine(Engine& to, const std::string& text);

/// "json, lines or ktap".
const std::string& format_names();
/// "driver, policy, ...".
const std::string& class_names();

}  // namespace mmapck::cli
