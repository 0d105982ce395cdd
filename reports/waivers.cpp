// SPDX-License-Identifier: Apache-2.0
#include "reports/waivers.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <filesystem>
#include <sstream>

#include "reports/ascii.h"

namespace mmapck::reports {

namespace {

bool same_subject(const Waiver& a, const Waiver& b) {
    return a.scenario == b.scenario && a.variant == b.variant && a.kind == b.kind;
}

lang::Diagnostic error_at(const std::string& path, std::uint32_t line, std::string message, std::string suggestion) {
    lang::Diagnostic diagnostic;
    diagnostic.file = path;
    diagnostic.line = line;
    diagnostic.column = 1;
    diagnostic.message = std::move(message);
    diagnostic.suggestion = std::move(suggestion);
    return diagnostic;
}

}  // namespace

bool is_day(const std::string& text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    for (const std::size_t at : {0, 1, 2, 3, 5, 6, 8, 9}) {
        if (std::isdigit(static_cast<unsigned char>(text[at])) == 0) {
            return false;
        }
    }
    const auto number = [&](std::size_t at, std::size_t digits) { return unsigned(std::stoi(text.substr(at, digits))); };
    return std::chrono::year_month_day(std::chrono::year(int(number(0, 4))), std::chrono::month(number(5, 2)), std::chrono::day(number(8, 2))).ok();
}

ReadWaivers read_waivers(const std::string& path, const std::string& text) {
    ReadWaivers result;
    std::istringstream lines(text);
    std::uint32_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        std::istringstream words(line);
        Waiver waiver;
        waiver.line = number;
        if (!(words >> waiver.scenario) || waiver.scenario[0] == '#') {
            continue;
        }
        words >> waiver.variant >> waiver.kind >> waiver.owner >> waiver.until >> waiver.link >> std::ws;
        std::getline(words, waiver.reason);
        waiver.scenario = shown_path(waiver.scenario);
        const bool twice = std::any_of(result.waivers.begin(), result.waivers.end(), [&](const Waiver& other) { return same_subject(other, waiver); });
        if (waiver.reason.empty()) {
            result.diagnostics.push_back(error_at(path, number, "a waiver has seven parts", "write: scenario variant kind owner until link reason"));
        } else if (!is_day(waiver.until)) {
            result.diagnostics.push_back(error_at(path, number, "'" + printable(waiver.until) + "' is no day", "write the last day as in 2027-01-31"));
        } else if (twice) {
            result.diagnostics.push_back(error_at(path, number, "the violation is waived twice", "leave one of the two lines"));
        }
        result.waivers.push_back(std::move(waiver));
    }
    return result;
}

std::vector<const Waiver*> waive(std::vector<Waiver>& waivers, const std::string& today, Checked& checked) {
    std::vector<const Waiver*> used;
    const std::string scenario = shown_path(checked.context.file);
    for (Waiver& waiver : waivers) {
        if (waiver.scenario != scenario || waiver.variant != checked.context.variant) {
            continue;
        }
        for (const checker::Counterexample& counterexample : checked.verdict.counterexamples) {
            waiver.matched = waiver.matched || counterexample.violation.kind == waiver.kind;
        }
        // A search that ended early, at another violation or at a budget, says nothing about this one.
        const checker::Status status = checked.verdict.status;
        waiver.checked = waiver.matched || status == checker::Status::holds || status == checker::Status::vacuous;
        if (waiver.matched && today <= waiver.until) {
            checked.expectation.violates.push_back({waiver.kind, {}});
            used.push_back(&waiver);
        }
    }
    return used;
}

std::vector<std::string> stale_waivers(const std::string& path, const std::vector<Waiver>& waivers, const std::string& today) {
    std::vector<std::string> stale;
    for (const Waiver& waiver : waivers) {
        const std::string place = path + ":" + std::to_string(waiver.line) + ": ";
        const std::string what = printable(waiver.kind) + " of " + printable(waiver.scenario) + " " + printable(waiver.variant);
        if (waiver.checked && !waiver.matched) {
            stale.push_back(place + what + " is gone: delete the waiver");
        } else if (waiver.checked && today > waiver.until) {
            stale.push_back(place + "the waiver of " + what + " expired on " + waiver.until + "; owner: " + printable(waiver.owner));
        }
    }
    return stale;
}

std::vector<std::string> waivers_of_nothing(const std::string& path, const std::vector<Waiver>& waivers) {
    std::vector<std::string> found;
    for (const Waiver& waiver : waivers) {
        std::error_code ignored;
        if (!std::filesystem::exists(waiver.scenario, ignored)) {
            found.push_back(path + ":" + std::to_string(waiver.line) + ": there is no scenario " + printable(waiver.scenario) + ": delete the waiver");
        }
    }
    return found;
}

std::vector<std::string> waivers_of_no_variant(const std::string& path, const std::vector<Waiver>& waivers, const std::vector<scenario::Scenario>& scenarios) {
    std::vector<std::string> found;
    for (const Waiver& waiver : waivers) {
        for (const scenario::Scenario& scenario : scenarios) {
            if (shown_path(scenario.path) != waiver.scenario) {
                continue;
            }
            const std::vector<scenario::Variant> variants = scenario::variants(scenario);
            if (std::none_of(variants.begin(), variants.end(), [&](const scenario::Variant& variant) { return variant.name() == waiver.variant; })) {
                found.push_back(path + ":" + std::to_string(waiver.line) + ": " + printable(waiver.scenario) + " has no variant " + printable(waiver.variant) + ": delete the waiver");
            }
        }
    }
    return found;
}

}  // namespace mmapck::reports
