// SPDX-License-Identifier: Apache-2.0
#include "model/scenario/json.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "model/scenario/tokens.h"

namespace mmapck::scenario::json {

const char* name(Kind kind) {
    switch (kind) {
        case Kind::null: return "null";
        case Kind::boolean: return "true or false";
        case Kind::integer: return "an integer";
        case Kind::number: return "a number that is no integer";
        case Kind::string: return "a string";
        case Kind::array: return "an array";
        case Kind::object: return "an object";
    }
    return "";
}

std::string line_of(const std::string& text, std::uint32_t line) {
    std::size_t begin = 0;
    for (std::uint32_t i = 1; i < line; ++i) {
        const std::size_t end = text.find('\n', begin);
        if (end == std::string::npos) return "";
        begin = end + 1;
    }
    std::string found = text.substr(begin, text.find('\n', begin) - begin);
    if (!found.empty() && found.back() == '\r') found.pop_back();
    return found;
}

namespace {

std::string escaped(const std::string& key) {
    std::string out = "/";
    for (const char c : key) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return out;
}

/// "[json.exception...] parse error at line 1, column 2: syntax error while parsing value - WHAT; last read: ..." -> WHAT
std::string what_is_wrong(const std::string& message) {
    std::size_t begin = message.find(" - ");
    begin = begin == std::string::npos ? message.find("] ") : begin + 1;
    if (begin == std::string::npos) return message;
    std::string what = message.substr(begin + 2);
    if (const std::size_t last = what.find("; last read: "); last != std::string::npos) {
        const std::size_t expected = what.find("; expected ", last);
        what = what.substr(0, last) + (expected == std::string::npos ? "" : what.substr(expected));
    }
    if (const std::size_t literal = what.find("; expected string literal"); literal != std::string::npos) what.replace(literal + 11, 14, "a key");
    return what;
}

/// Builds the tree from the events of the parser. The parser does not say where a value begins, so `tokens_` follows it through the text.
class Builder {
  public:
    Builder(const std::string& path, const std::string& text) : path_(path), text_(text), tokens_(text) {}

    bool null() { return add(Kind::null) != nullptr; }
    bool boolean(bool value) { return set(add(Kind::boolean), [&](Value& v) { v.boolean = value; }); }
    bool number_integer(std::int64_t value) { return set(add(Kind::integer), [&](Value& v) { v.integer = value; }); }
    bool number_unsigned(std::uint64_t value) {
        const bool fits = value <= std::uint64_t(std::numeric_limits<std::int64_t>::max());
        return set(add(Kind::integer), [&](Value& v) { v.integer = fits ? std::int64_t(value) : std::numeric_limits<std::int64_t>::max(); });
    }
    bool number_float(double, const std::string&) { return add(Kind::number) != nullptr; }
    bool string(std::string& value) { return set(add(Kind::string), [&](Value& v) { v.string = std::move(value); }); }
    bool binary(nlohmann::json::binary_t&) { return false; }
    bool start_object(std::size_t) { return open(Kind::object); }
    bool start_array(std::size_t) { return open(Kind::array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string& key) {
        Value& object = *open_.back();
        const std::size_t at = tokens_.next();
        object.members.push_back({{key, place(at + 1, object.place.pointer + escaped(key))}, {}});
        return true;
    }

    bool parse_error(std::size_t byte, const std::string&, const nlohmann::json::exception& error) {
        std::string what = what_is_wrong(error.what());
        if (text_.find_first_not_of(" \t\r\n") == std::string::npos) return fail(0, "the file is empty; expected an object");
        const bool unexpected = what.rfind("unexpected", 0) == 0;
        const std::size_t at = byte == 0 ? 0 : byte - 1;
        fail(unexpected ? tokens_.start_of_token_at(at) : std::min(at, text_.size()), "not JSON: " + what);
        if (what.rfind("unexpected '}'", 0) == 0 || what.rfind("unexpected ']'", 0) == 0)
            if (const std::size_t before = text_.find_last_not_of(" \t\r\n", at - 1); before != std::string::npos && text_[before] == ',')
                diagnostics_.back().suggestion = "JSON has no comma after the last item";
        return false;
    }

    Parsed result() {
        Parsed parsed;
        if (diagnostics_.empty()) parsed.value = std::move(root_);
        parsed.diagnostics = std::move(diagnostics_);
        return parsed;
    }

  private:
    template <typename Set> static bool set(Value* value, Set&& assign) {
        if (value) assign(*value);
        return value != nullptr;
    }

    Place place(std::size_t offset, std::string pointer) {
        const Position at = tokens_.position(offset);
        return {at.line, at.column, std::move(pointer)};
    }

    Value* add(Kind kind) {
        const std::size_t at = tokens_.next() + (kind == Kind::string ? 1 : 0);
        Value value;
        value.kind = kind;
        if (open_.empty()) {
            value.place = place(at, "");
            root_ = std::move(value);
            return &root_;
        }
        Value& parent = *open_.back();
        if (parent.kind == Kind::object) {
            Member& member = parent.members.back();
            value.place = place(at, member.key.place.pointer);
            member.value = std::move(value);
            return &member.value;
        }
        value.place = place(at, parent.place.pointer + "/" + std::to_string(parent.items.size()));
        parent.items.push_back(std::move(value));
        return &parent.items.back();
    }

    bool open(Kind kind) {
        Value* value = add(kind);
        open_.push_back(value);
        if (open_.size() <= max_depth) return true;
        return fail_at(value->place, "nested more than " + std::to_string(max_depth) + " levels deep");
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    bool fail(std::size_t offset, const std::string& message) { return fail_at(place(offset, open_.empty() ? "" : open_.back()->place.pointer), message); }
    bool fail_at(const Place& where, const std::string& message) {
        if (diagnostics_.empty())
            diagnostics_.push_back({lang::Severity::error, path_, where.line, where.column, message, line_of(text_, where.line), "", where.pointer});
        return false;
    }

    const std::string& path_;
    const std::string& text_;
    Tokens tokens_;
    Value root_;
    std::vector<Value*> open_;  // a value moves only when its parent grows, and then it is closed
    std::vector<lang::Diagnostic> diagnostics_;
};

}  // namespace

Parsed parse(const std::string& path, const std::string& text) {
    if (text.size() > max_bytes)
        return {std::nullopt, {{lang::Severity::error, path, 0, 0, "larger than 1 MiB; a scenario is a page or two", "", "", ""}}};
    Builder builder(path, text);
    nlohmann::json::sax_parse(text, &builder, nlohmann::json::input_format_t::json, true, true);
    return builder.result();
}

}  // namespace mmapck::scenario::json
