// SPDX-License-Identifier: Apache-2.0
#include "model/scenario/reader.h"

#include <algorithm>

namespace mmapck::scenario {

using json::Kind;
using json::Value;

void Findings::error(const Place& place, std::string message, std::string suggestion) {
    diagnostics_.push_back({lang::Severity::error, path_, place.line, place.column, std::move(message), json::line_of(source_, place.line),
                            std::move(suggestion), place.pointer});
}

std::vector<lang::Diagnostic> Findings::take() {
    std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                     [](const auto& a, const auto& b) { return std::pair(a.line, a.column) < std::pair(b.line, b.column); });
    if (diagnostics_.size() > 50) diagnostics_.resize(50);
    return std::move(diagnostics_);
}

std::string did_you_mean(const std::string& name, const std::vector<std::string>& names) {
    const std::string found = nearest(name, names);
    return found.empty() ? "" : "did you mean '" + found + "'?";
}

std::string listed(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) out += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + ("'" + names[i] + "'");
    return out;
}

std::vector<Text> texts(const Value& value) {
    std::vector<Text> found;
    if (value.kind == Kind::string) found.push_back({value.string, value.place});
    for (const Value& item : value.items) found.push_back({item.string, item.place});
    return found;
}

namespace {

bool expected(Findings& findings, const Value& value, const std::string& what) {
    findings.error(value.place, "expected " + what + ", found " + json::name(value.kind));
    return false;
}

bool is_text(Findings& findings, const Value& value) {
    if (value.kind != Kind::string) return expected(findings, value, "a string");
    if (value.string.find_first_not_of(" \t\n\r") != std::string::npos) return true;
    findings.error(value.place, "this string is empty");
    return false;
}

bool are_texts(Findings& findings, const Value& value, bool empty_allowed) {
    if (value.kind != Kind::array) return expected(findings, value, "an array of strings");
    bool good = true;
    for (const Value& item : value.items) good = is_text(findings, item) && good;
    for (std::size_t i = 0; i < value.items.size(); ++i)
        for (std::size_t j = 0; j < i && good; ++j)
            if (value.items[i].string == value.items[j].string && !value.items[i].place.pointer.ends_with("/extents/" + std::to_string(i))) {
                findings.error(value.items[i].place, "'" + value.items[i].string + "' is here twice");
                good = false;
            }
    if (value.items.empty() && !empty_allowed) {
        findings.error(value.place, "expected at least one string in this array");
        return false;
    }
    return good;
}

bool is_integer(Findings& findings, const Value& value, const Key& key) {
    const std::string range = "an integer from " + std::to_string(key.low) + " to " + std::to_string(key.high);
    if (value.kind != Kind::integer) return expected(findings, value, range);
    if (value.integer >= key.low && value.integer <= key.high) return true;
    findings.error(value.place, "expected " + range + ", found " + std::to_string(value.integer));
    return false;
}

std::vector<std::string> key_names(std::string_view object) {
    std::vector<std::string> names;
    for (const Key& key : keys())
        if (key.object == object) names.emplace_back(key.name);
    return names;
}

bool reported_twice(Findings& findings, const Value& object, std::size_t at) {
    for (std::size_t i = 0; i < at; ++i) {
        const Text& first = object.members[i].key;
        if (first.text != object.members[at].key.text) continue;
        findings.error(object.members[at].key.place, "'" + first.text + "' is here twice; the first is on line " + std::to_string(first.place.line));
        return true;
    }
    return false;
}

}  // namespace

bool has_shape(Findings& findings, const Value& value, const Key& key) {
    switch (key.shape) {
        case Shape::text: return is_text(findings, value);
        case Shape::integer: return is_integer(findings, value, key);
        case Shape::boolean: return value.kind == Kind::boolean || expected(findings, value, "true or false");
        case Shape::texts: return are_texts(findings, value, true);
        case Shape::text_or_texts:
            if (value.kind == Kind::array) return are_texts(findings, value, false);
            return value.kind == Kind::string ? is_text(findings, value) : expected(findings, value, "a string or an array of strings");
        case Shape::list: return value.kind == Kind::array || expected(findings, value, "an array");
        case Shape::object:
        case Shape::map: {
            if (value.kind != Kind::object) return expected(findings, value, "an object");
            if (key.shape == Shape::object) return true;
            bool good = true;
            for (std::size_t i = 0; i < value.members.size(); ++i) good = !reported_twice(findings, value, i) && good;
            return good;
        }
        case Shape::other: return true;
    }
    return true;
}

Fields::Fields(Findings& findings, const Value& object, std::string_view name) {
    if (object.kind != Kind::object) {
        expected(findings, object, "an object");
        return;
    }
    for (std::size_t i = 0; i < object.members.size(); ++i) {
        const json::Member& member = object.members[i];
        if (reported_twice(findings, object, i)) continue;
        const auto key = std::find_if(keys().begin(), keys().end(), [&](const Key& k) { return k.object == name && k.name == member.key.text; });
        if (key == keys().end()) {
            const std::vector<std::string> names = key_names(name);
            const std::string meant = did_you_mean(member.key.text, names);
            meant_.push_back(nearest(member.key.text, names));
            findings.error(member.key.place, "unknown key '" + member.key.text + "'", meant.empty() ? "known here: " + listed(names) : meant);
        } else if (has_shape(findings, member.value, *key)) {
            values_.emplace_back(key->name, &member.value);
        }
    }
    for (const Key& key : keys()) {
        if (key.object != name || !key.required) continue;
        const bool there = std::any_of(object.members.begin(), object.members.end(), [&](const auto& m) { return m.key.text == key.name; });
        const bool misspelt = std::find(meant_.begin(), meant_.end(), key.name) != meant_.end();
        if (!there && !misspelt) findings.error(object.place, "the key '" + std::string(key.name) + "' is missing here");
    }
}

const Value* Fields::operator[](std::string_view key) const {
    for (const auto& [name, value] : values_)
        if (name == key) return value;
    return nullptr;
}

}  // namespace mmapck::scenario
