// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "conformance/json_reader.h"
#include "conformance/read.h"

namespace mmapck::conformance {

namespace {

constexpr std::array case_keys{"case", "what", "request", "existing", "hook", "mdwe", "map_count_at_limit", "mapping_denies_writable", "versions"};
constexpr std::array request_keys{"start", "pages", "flags", "file", "pgoff"};
constexpr std::array existing_keys{"v", "start", "pages", "flags_requested", "file", "faulted", "sealed", "policy"};
constexpr std::array hook_keys{"kind", "sets_ops", "ops_have", "changes_applied_before_failing", "sets_flags", "clears_flags", "replaces_file_by", "adds_to_pgoff",
                               "action", "action_range", "hide_from_rmap_until_complete", "success_hook", "error_hook", "error_override"};

/// Notes the first key that is not among those known: the model cannot be told about it.
template <typename Keys> void note_unknown(const JsonReader& object, const Keys& known, const std::string& what, Case& into) {
    for (const auto& [key, value] : object.members())
        if (into.beyond.empty() && std::find(known.begin(), known.end(), key) == known.end()) into.beyond = what + "'" + key + "'";
}

std::string optional_text(const JsonReader& object, std::string_view key) { return object.has(key) ? object[key].text() : ""; }
bool optional_boolean(const JsonReader& object, std::string_view key) { return object.has(key) && object[key].boolean(); }

Hook::Kind kind_of(const std::string& name, Case& into) {
    if (name == "none") return Hook::Kind::none;
    if (name == "mmap") return Hook::Kind::mmap;
    if (name == "mmap_prepare") return Hook::Kind::mmap_prepare;
    if (name == "mmap calling compat on an inner mmap_prepare file") return Hook::Kind::nested;
    if (into.beyond.empty()) into.beyond = "a hook of kind '" + name + "'";
    return Hook::Kind::none;
}

void read_ops(const JsonReader& hook, Hook& into) {
    const JsonReader sets = hook["sets_ops"];
    if (sets.is_text()) {
        if (sets.text() != "null") sets.fail("expected true, false or \"null\"");
        into.clears_ops = true;
    } else {
        into.sets_ops = sets.boolean();
    }
    into.ops_have = hook["ops_have"].texts();
}

Hook read_hook(const JsonReader& hook, Case& into) {
    note_unknown(hook, hook_keys, "a hook with ", into);
    Hook read;
    read.kind = kind_of(hook["kind"].text(), into);
    read_ops(hook, read);
    read.changes_before_failing = optional_boolean(hook, "changes_applied_before_failing");
    read.sets_flags = optional_text(hook, "sets_flags");
    read.clears_flags = optional_text(hook, "clears_flags");
    read.replaces_file_by = optional_text(hook, "replaces_file_by");
    if (hook.has("adds_to_pgoff")) read.adds_to_pgoff = hook["adds_to_pgoff"].integer();
    read.action = optional_text(hook, "action");
    read.action_range = optional_text(hook, "action_range");
    read.hides_from_rmap = optional_boolean(hook, "hide_from_rmap_until_complete");
    read.has_success_hook = optional_boolean(hook, "success_hook");
    read.has_error_hook = hook.has("error_hook");
    if (read.has_error_hook && hook["error_hook"].text() != "returns its argument" && into.beyond.empty())
        into.beyond = "an error hook that " + hook["error_hook"].text();
    if (hook.has("error_override")) read.error_override = hook["error_override"].integer();
    return read;
}

Existing read_existing(const JsonReader& vma, Case& into) {
    note_unknown(vma, existing_keys, "an existing VMA with ", into);
    return {vma["v"].text(), optional_text(vma, "file"), optional_boolean(vma, "policy")};
}

Case read_case(const JsonReader& object) {
    Case read;
    note_unknown(object, case_keys, "", read);
    read.name = object["case"].text();
    const JsonReader request = object["request"];
    note_unknown(request, request_keys, "a request with ", read);
    read.start = request["start"].integer();
    read.pages = request["pages"].integer();
    read.pgoff = request["pgoff"].integer();
    read.flags = request["flags"].text();
    read.file = optional_text(request, "file");
    for (const JsonReader& vma : object["existing"].items()) read.existing.push_back(read_existing(vma, read));
    read.hook = read_hook(object["hook"], read);
    read.mdwe = optional_boolean(object, "mdwe");
    read.map_count_at_limit = optional_boolean(object, "map_count_at_limit");
    read.mapping_denies_writable = optional_boolean(object, "mapping_denies_writable");
    return read;
}

}  // namespace

Read<std::map<std::string, Case>> parse_cases(const std::string& path, const std::string& text) {
    Read<std::map<std::string, Case>> read;
    read.error = read_json(path, text, [&](const JsonReader& document) {
        for (const JsonReader& object : document.items()) {
            Case one = read_case(object);
            const std::string name = one.name;
            if (!read.value.emplace(name, std::move(one)).second) object["case"].fail("a second case '" + name + "'");
        }
    });
    return read;
}

Read<std::map<std::string, Case>> read_cases(const std::string& path) {
    std::string text;
    if (!read_file(path, text)) return {{}, path + ": cannot be read"};
    return parse_cases(path, text);
}

}  // namespace mmapck::conformance
