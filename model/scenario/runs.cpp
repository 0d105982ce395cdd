// SPDX-License-Identifier: Apache-2.0
#include "model/scenario/runs.h"

#include <algorithm>

namespace mmapck::scenario {

using json::Kind;
using json::Value;

namespace {

bool refuse(Findings& findings, const Text& text, std::size_t offset, const std::string& message) {
    Place place = text.place;
    place.column += std::uint32_t(offset);
    findings.error(place, message);
    return false;
}

char closing(char open) { return open == '(' ? ')' : open == '[' ? ']' : '}'; }

std::size_t end_of_quoted(const std::string& s, std::size_t at) {
    const char quote = s[at];
    for (++at; at < s.size() && s[at] != quote; ++at)
        if (s[at] == '\\') ++at;
    return at;
}

}  // namespace

bool is_statement(Findings& findings, const Text& text) {
    const std::string& s = text.text;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const char c = s[i];
        if (static_cast<unsigned char>(c) < ' ' && c != '\t') return refuse(findings, text, i, "a statement has no line ends or control characters");
        if (c == '#') return refuse(findings, text, i, "a statement has no directives");
        if (c == '\\') return refuse(findings, text, i, "a statement has no backslash outside of quotes");
        if (c == '/' && i + 1 < s.size() && (s[i + 1] == '/' || s[i + 1] == '*'))
            return refuse(findings, text, i, "a statement has no comments; put the comment into the JSON");
        if (c == '"' || c == '\'') {
            const std::size_t end = end_of_quoted(s, i);
            if (end >= s.size()) return refuse(findings, text, i, "this quote is not closed");
            i = end;
        } else if (c == '(' || c == '[' || c == '{') {
            open.push_back(i);
        } else if (c == ')' || c == ']' || c == '}') {
            if (open.empty() || closing(s[open.back()]) != c) return refuse(findings, text, i, std::string("'") + c + "' closes nothing here");
            open.pop_back();
        }
    }
    return open.empty() || refuse(findings, text, open.back(), std::string("'") + s[open.back()] + "' is not closed");
}

namespace {

bool has_key(const Value& object, std::string_view key) {
    return std::any_of(object.members.begin(), object.members.end(), [&](const auto& member) { return member.key.text == key; });
}

Run read_run(Findings& findings, const Value& value);

Run read_object(Findings& findings, const Value& value) {
    Run run;
    run.place = value.place;
    if (has_key(value, "any_of")) {
        run.kind = Run::Kind::any_of;
        const Fields fields(findings, value, "any_of");
        if (const Value* list = fields["any_of"]) {
            if (list->items.empty()) findings.error(list->place, "expected at least one alternative");
            run.items = read_runs(findings, *list);
        }
        return run;
    }
    if (has_key(value, "loop") || has_key(value, "run")) {
        run.kind = Run::Kind::loop;
        const Fields fields(findings, value, "loop");
        if (const Value* times = fields["loop"]) run.times = times->integer;
        if (const Value* list = fields["run"]) run.items = read_runs(findings, *list);
        return run;
    }
    std::string meant;
    if (!value.members.empty()) meant = did_you_mean(value.members[0].key.text, {"any_of", "loop", "run"});
    findings.error(value.place, "expected {\"any_of\": [...]} or {\"loop\": n, \"run\": [...]}", meant);
    return run;
}

Run read_run(Findings& findings, const Value& value) {
    Run run;
    run.place = value.place;
    if (value.kind == Kind::object) return read_object(findings, value);
    if (value.kind == Kind::array) {
        run.kind = Run::Kind::sequence;
        run.items = read_runs(findings, value);
        return run;
    }
    run.statement = {value.string, value.place};
    if (value.kind != Kind::string)
        findings.error(value.place, std::string("expected a statement, as in \"munmap(0, 2)\", found ") + json::name(value.kind));
    else if (has_shape(findings, value, {"", "", Shape::text}))
        is_statement(findings, run.statement);
    return run;
}

}  // namespace

std::vector<Run> read_runs(Findings& findings, const Value& list) {
    std::vector<Run> runs;
    for (const Value& item : list.items) runs.push_back(read_run(findings, item));
    return runs;
}

}  // namespace mmapck::scenario
