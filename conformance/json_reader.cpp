// SPDX-License-Identifier: Apache-2.0
#include "conformance/json_reader.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace mmapck::conformance {

namespace {

constexpr std::int64_t max_integer = std::int64_t{1} << 52;   // sums of a few stay far from overflow

}  // namespace

void JsonReader::fail(const std::string& what) const {
    throw JsonError{*path_ + ": " + (pointer_.empty() ? "" : pointer_ + ": ") + what};
}

void JsonReader::fail_expecting(const char* what) const {
    fail("expected " + std::string(what) + ", found " + (value_->is_null() ? "nothing" : value_->type_name()));
}

std::string JsonReader::text() const {
    if (!value_->is_string()) fail_expecting("a string");
    return value_->get<std::string>();
}

std::int64_t JsonReader::integer() const {
    if (!value_->is_number_integer()) fail_expecting("a whole number");
    const auto value = value_->get<std::int64_t>();
    const bool is_unsigned_beyond = value_->is_number_unsigned() && value < 0;
    if (is_unsigned_beyond || value > max_integer || value < -max_integer) fail("the number is too large");
    return value;
}

bool JsonReader::boolean() const {
    if (!value_->is_boolean()) fail_expecting("true or false");
    return value_->get<bool>();
}

std::vector<JsonReader> JsonReader::items() const {
    if (!value_->is_array()) fail_expecting("an array");
    std::vector<JsonReader> found;
    for (const nlohmann::json& item : *value_) found.emplace_back(item, *path_, pointer_ + "/" + std::to_string(found.size()));
    return found;
}

std::vector<std::pair<std::string, JsonReader>> JsonReader::members() const {
    if (!value_->is_object()) fail_expecting("an object");
    std::vector<std::pair<std::string, JsonReader>> found;
    for (const auto& [key, member] : value_->items()) found.emplace_back(key, JsonReader(member, *path_, pointer_ + "/" + key));
    return found;
}

std::vector<std::string> JsonReader::texts() const {
    std::vector<std::string> found;
    for (const JsonReader& item : items()) found.push_back(item.text());
    return found;
}

bool JsonReader::is_null() const { return value_->is_null(); }
bool JsonReader::is_text() const { return value_->is_string(); }
bool JsonReader::is_integer() const { return value_->is_number_integer(); }

bool JsonReader::has(std::string_view key) const {
    if (!value_->is_object()) fail_expecting("an object");
    const auto member = value_->find(std::string(key));
    return member != value_->end() && !member->is_null();
}

JsonReader JsonReader::operator[](std::string_view key) const {
    if (!value_->is_object()) fail_expecting("an object");
    const auto member = value_->find(std::string(key));
    if (member == value_->end()) fail("'" + std::string(key) + "' is missing");
    return JsonReader(*member, *path_, pointer_ + "/" + std::string(key));
}

std::string read_json(const std::string& path, const std::string& text, const std::function<void(const JsonReader&)>& read) {
    try {
        const nlohmann::json document = nlohmann::json::parse(text);
        read(JsonReader(document, path));
    } catch (const JsonError& error) {
        return error.message;
    } catch (const nlohmann::json::exception&) {
        return path + ": this is not JSON";
    }
    return "";
}

bool read_file(const std::string& path, std::string& text) {
    std::ifstream in(path, std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(in), {});
    return in.is_open() && !in.bad();
}

}  // namespace mmapck::conformance
