// SPDX-License-Identifier: Apache-2.0
#include "model/scenario/expectations.h"

#include <algorithm>

namespace mmapck::scenario {

using json::Kind;
using json::Value;

namespace {

bool is_violation(const Value& value) {
    return value.kind == Kind::object &&
           std::any_of(value.members.begin(), value.members.end(), [](const auto& member) { return member.key.text == "violates"; });
}

Expectation read_one(Findings& findings, const Value& value) {
    if (is_violation(value)) {
        const Fields fields(findings, value, "violation");
        const Value* names = fields["violates"];
        return {names ? texts(*names) : std::vector<Text>{}};
    }
    if (value.kind == Kind::string && value.string == "holds") return {};
    const bool alike = value.kind == Kind::string && !nearest(value.string, {"holds"}).empty();
    std::string suggestion = alike ? "did you mean 'holds'?" : "";
    if (value.kind == Kind::object && !value.members.empty()) suggestion = did_you_mean(value.members[0].key.text, {"violates"});
    findings.error(value.place, "expected \"holds\" or {\"violates\": \"name\"}", suggestion);
    return {};
}

bool means(const std::string& name, const Variant& variant) { return name == "*" || name == variant.kernel || name == variant.name(); }

/// Names that entries may have, for suggestions.
std::vector<std::string> known_names(const std::vector<Variant>& variants) {
    std::vector<std::string> names{"violates", "*"};
    for (const Variant& variant : variants) {
        names.push_back(variant.name());
        names.push_back(variant.kernel);
    }
    return names;
}

}  // namespace

std::vector<ExpectationFor> read_expectations(Findings& findings, const Value& value, const std::vector<Variant>& variants) {
    if (value.kind != Kind::object || is_violation(value)) return {{Text{"*", value.place}, read_one(findings, value)}};
    std::vector<ExpectationFor> found;
    for (const json::Member& member : value.members) {
        const auto same = std::find_if(found.begin(), found.end(), [&](const auto& entry) { return entry.variant.text == member.key.text; });
        if (same != found.end()) {
            findings.error(member.key.place, "'" + member.key.text + "' is here twice; the first is on line " + std::to_string(same->variant.place.line));
            continue;
        }
        if (std::none_of(variants.begin(), variants.end(), [&](const Variant& v) { return means(member.key.text, v); }))
            findings.error(member.key.place, "this scenario has no variant '" + member.key.text + "'", did_you_mean(member.key.text, known_names(variants)));
        found.push_back({member.key, read_one(findings, member.value)});
    }
    for (const Variant& variant : variants)
        if (std::none_of(found.begin(), found.end(), [&](const auto& entry) { return means(entry.variant.text, variant); }))
            findings.error(value.place, "nothing is expected of " + variant.name(), "add \"" + variant.name() + "\" or \"*\"");
    return found;
}

std::vector<Variant> variants(const Scenario& scenario) {
    std::vector<Variant> found;
    for (const Text& kernel : scenario.kernels) {
        if (scenario.seals.empty()) found.push_back({kernel.text, ""});
        for (const Text& seal : scenario.seals) found.push_back({kernel.text, seal.text});
    }
    return found;
}

Expectation expected(const Scenario& scenario, const Variant& variant) {
    for (const std::string& name : {variant.name(), variant.kernel, std::string("*")})
        for (const ExpectationFor& entry : scenario.expectations)
            if (entry.variant.text == name) return entry.expectation;
    return {};
}

}  // namespace mmapck::scenario
