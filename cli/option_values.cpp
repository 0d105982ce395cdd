// SPDX-License-Identifier: Apache-2.0
#include "cli/option_values.h"

#include <limits>
#include <sstream>

#include "reports/formats.h"

namespace mmapck::cli {

namespace {

using program::FaultClass;

constexpr FaultClass classes[] = {FaultClass::driver, FaultClass::policy, FaultClass::limit, FaultClass::signal,
                                  FaultClass::io, FaultClass::space, FaultClass::alloc_may_fail, FaultClass::alloc_theoretical};

/// "a, b or c".
std::string listed(const std::vector<std::string_view>& names) {
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i) list += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + std::string(names[i]);
    return list;
}

}  // namespace

std::string read_bytes(std::uint64_t& to, const std::string& text) {
    constexpr std::string_view units = "KMGT";
    std::string_view digits = text;
    int shift = 0;
    if (const std::size_t unit = digits.empty() ? units.npos : units.find(digits.back()); unit != units.npos) {
        shift = 10 * int(unit + 1);
        digits.remove_suffix(1);
    }
    std::uint64_t value = 0;
    if (!read_number(digits, value) || value > (std::numeric_limits<std::uint64_t>::max() >> shift)) return "a number of bytes, with K, M, G or T, as in 512M";
    to = value << shift;
    return "";
}

std::string read_when(When& to, const std::string& text) {
    if (text != "auto" && text != "always" && text != "never") return "auto, always or never";
    to = text == "auto" ? When::automatic : text == "always" ? When::always : When::never;
    return "";
}

std::string read_reduction(Options& options, const std::string& text) {
    if (text != "none" && text != "stubborn" && text != "symmetry") return "none, stubborn or symmetry";
    options.stubborn_sets = text != "none";
    options.symmetry = text == "symmetry";
    return "";
}

std::string read_words(std::string& to, const std::string& text, const char* expected) {
    if (text.empty()) return expected;
    to = text;
    return "";
}

std::string read_report(Options& options, const std::string& text) {
    const std::size_t equal = text.find('=');
    if (equal == text.npos || equal + 1 == text.size() || !reports::find_format(text.substr(0, equal))) return "json=FILE, or another format: " + format_names();
    for (const ReportFile& other : options.reports)
        if (other.file == text.substr(equal + 1) && other.file != "/dev/null") return "a FILE that no other report goes to";
    options.reports.push_back({text.substr(0, equal), text.substr(equal + 1)});
    return "";
}

std::string read_classes(std::vector<FaultClass>& to, const std::string& text) {
    std::vector<FaultClass> read;
    std::istringstream in(text);
    for (std::string name; std::getline(in, name, ',');) {
        const std::size_t before = read.size();
        for (const FaultClass one : classes)
            if (name == program::name(one)) read.push_back(one);
        if (read.size() == before) return class_names() + ", and commas between several";
    }
    if (read.empty()) return class_names();
    to = std::move(read);
    return "";
}

std::string read_faults(Options& options, const std::string& text) {
    std::uint32_t at_most = 0;
    if (read_number(at_most, text, std::uint32_t{0}, std::uint32_t{16}, "-").empty()) {
        if (options.faults) return "one number of faults";
        options.faults = at_most;
        return "";
    }
    if (!options.fault_classes.empty()) return "classes of faults once, with commas between several";
    return read_classes(options.fault_classes, text).empty() ? "" : "a number from 0 to 16, or classes of faults: " + class_names();
}

std::string read_vacuity(VacuityGate& to, const std::string& text) {
    if (text != "error" && text != "warn" && text != "off") return "error, warn or off";
    to = text == "error" ? VacuityGate::error : text == "warn" ? VacuityGate::warn : VacuityGate::off;
    return "";
}

std::string read_hook(Hook& to, const std::string& text) {
    if (text != "mmap" && text != "mmap_prepare" && text != "mmap_complete") return "mmap, mmap_prepare or mmap_complete";
    to = text == "mmap" ? Hook::mmap : text == "mmap_prepare" ? Hook::mmap_prepare : Hook::mmap_complete;
    return "";
}

std::string read_graph_format(bool& mermaid, const std::string& text) {
    mermaid = text == "mermaid";
    return mermaid || text == "dot" ? "" : "dot or mermaid";
}

std::string read_engine(Engine& to, const std::string& text) {
    if (text != "explicit" && text != "symbolic" && text != "both") return "explicit, symbolic or both";
    to = text == "explicit" ? Engine::explicit_states : text == "symbolic" ? Engine::symbolic : Engine::both;
    return "";
}

const std::string& format_names() {
    static const std::string names = [] {
        std::vector<std::string_view> all;
        for (const reports::Format& format : reports::formats()) all.push_back(format.name);
        return listed(all);
    }();
    return names;
}

const std::string& class_names() {
    static const std::string names = [] {
        std::vector<std::string_view> all;
        for (const FaultClass one : classes) all.push_back(program::name(one));
        return listed(all);
    }();
    return names;
}

}  // namespace mmapck::cli
