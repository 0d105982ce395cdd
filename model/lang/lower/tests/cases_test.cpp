// SPDX-License-Identifier: Apache-2.0
// Each file in cases/ holds small models. A line "/// name => expectation [options]" begins one; the expectation is "holds",
// "vacuous", "violates KIND" or "error PART OF THE MESSAGE". Each is checked as lowered and again as optimised.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "checker/explicit/check.h"
#include "model/lang/compile.h"
#include "model/program/passes.h"

namespace {

using namespace mmapck;

struct Case {
    std::string name;
    std::string expected;
    std::string text;
    std::uint32_t line = 0;
    lang::FaultSelection faults;
};

void read_options(const std::string& text, lang::FaultSelection& faults) {
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const auto equals = word.find('=');
        const std::string key = word.substr(0, equals);
        const std::string value = word.substr(equals + 1);
        if (key == "at_most") faults.at_most = static_cast<std::uint32_t>(std::stoul(value));
        if (key == "site") faults.sites.push_back(value);
        if (key == "class") faults.classes.push_back(value);
        if (key == "except") faults.except_sites.push_back(value);
    }
}

std::vector<Case> read_cases(const std::filesystem::path& path) {
    std::vector<Case> cases;
    std::ifstream file(path);
    std::uint32_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        const auto arrow = line.find(" => ");
        if (line.starts_with("/// ") && arrow != std::string::npos) {
            Case next;
            next.name = line.substr(4, arrow - 4);
            next.expected = line.substr(arrow + 4);
            next.line = number;
            if (const auto bracket = next.expected.find(" ["); bracket != std::string::npos) {
                read_options(next.expected.substr(bracket + 2, next.expected.size() - bracket - 3), next.faults);
                next.expected.resize(bracket);
            }
            cases.push_back(std::move(next));
        } else if (!cases.empty()) {
            cases.back().text += line + "\n";
        }
    }
    return cases;
}

lang::Compiled compile(const Case& c) {
    lang::Unit unit;
    unit.path = "case.c";
    const bool is_body = c.expected.find("no task") == std::string::npos && c.text.find("TASK(") == std::string::npos &&
                         c.text.find("SETUP(") == std::string::npos;
    unit.text = "#include <mmapck/primitives.h>\n" + (is_body ? "TASK(A)\n{\n" + c.text + "}\n" : c.text);
    unit.include_dirs = {MMAPCK_SOURCE_DIR "/model/kernel/include"};
    unit.faults = c.faults;
    return lang::compile(unit);
}

std::string judge(const program::Program& program) {
    const std::vector<std::string> problems = program::validate(program);
    if (!problems.empty()) return "invalid: " + problems[0];
    checker::Limits limits;
    limits.max_states = 1'000'000;
    const checker::Verdict verdict = checker::explicit_::check(program, limits, {});
    switch (verdict.status) {
    case checker::Status::holds: return "holds";
    case checker::Status::violated: return "violates " + verdict.counterexamples.at(0).violation.kind;
    case checker::Status::inconclusive: return "inconclusive: " + verdict.reason;
    case checker::Status::vacuous:
        for (const checker::Vacuity& v : verdict.vacuities)
            if (v.subject == checker::Vacuity::Subject::invariant) return "vacuous";
        return "holds";
    }
    return "";
}

void check_file(const std::string& name) {
    const std::vector<Case> cases = read_cases(std::filesystem::path(MMAPCK_SOURCE_DIR "/model/lang/lower/tests/cases") / name);
    REQUIRE(!cases.empty());
    for (const Case& c : cases) {
        INFO(name << ":" << c.line << ": " << c.name);
        const lang::Compiled compiled = compile(c);
        if (c.expected.starts_with("error ")) {
            CHECK(!compiled.program);
            const std::string message = c.expected.substr(6);
            const bool is_said = std::any_of(compiled.diagnostics.begin(), compiled.diagnostics.end(),
                                             [&](const auto& d) { return d.message.find(message) != std::string::npos; });
            INFO(lang::to_text(compiled.diagnostics));
            CHECK(is_said);
            continue;
        }
        CHECK(lang::to_text(compiled.diagnostics) == "");
        if (!compiled.program) continue;
        CHECK(judge(*compiled.program) == c.expected);
        CHECK(judge(program::optimize(*compiled.program)) == c.expected);
    }
}

}  // namespace

TEST_CASE("operators") { check_file("operators.c"); }
TEST_CASE("domains") { check_file("domains.c"); }
TEST_CASE("objects") { check_file("objects.c"); }
TEST_CASE("flow") { check_file("flow.c"); }
TEST_CASE("primitives") { check_file("primitives.c"); }
TEST_CASE("tasks") { check_file("tasks.c"); }
