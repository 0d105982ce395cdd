// SPDX-License-Identifier: Apache-2.0
#include "checker/export/tests/other_checkers.h"

#include <regex>
#include <sstream>
#include <stdexcept>

#include "model/scenario/tests/command.h"

namespace mmapck::checker::exports::tests {

namespace {

std::string run(const std::string& command) { return run_lines(command).out; }

/// The number that the pattern's group matches.
std::uint64_t number(const std::string& output, const char* pattern) {
    std::smatch found;
    if (!std::regex_search(output, found, std::regex(pattern))) throw std::runtime_error(std::string("no '") + pattern + "' in: " + output);
    return std::stoull(found[1]);
}

bool has(const std::string& output, const char* text) { return output.find(text) != output.npos; }

bool has_spin() {
    static const bool found = is_installed("spin") && is_installed("gcc");
    return found;
}

bool has_rumur() {
    static const bool found = is_installed("rumur") && is_installed("gcc");
    return found;
}

/// For their C: clang needs less than half of gcc's time.
std::string compiler() {
    static const bool clang = is_installed("clang-14");
    return clang ? "clang-14" : "gcc";
}

}  // namespace

Opinion ask_spin(const std::string& promela) {
    Opinion opinion;
    opinion.installed = has_spin();
    if (!opinion.installed) return opinion;
    const TemporaryFolder folder;
    folder.write("model.pml", promela);
    opinion.output = run("cd " + folder.path("") + " && { spin -a model.pml && " + compiler() + " -w -O0 -DSAFETY -DBFS -DNOREDUCE -DVECTORSZ=65536 -o pan pan.c && ./pan; } 2>&1");
    opinion.refused = has(opinion.output, "more ways");
    if (opinion.refused) return opinion;
    opinion.violated = number(opinion.output, "errors: ([0-9]+)") > 0;
    opinion.states = number(opinion.output, "([0-9]+) states, stored");
    return opinion;
}

Opinion ask_rumur(const std::string& murphi) {
    Opinion opinion;
    opinion.installed = has_rumur();
    if (!opinion.installed) return opinion;
    const TemporaryFolder folder;
    folder.write("model.m", murphi);
    opinion.output = run("cd " + folder.path("") +
                         " && { GLIBC_TUNABLES=glibc.malloc.mxfast=0 rumur --quiet --threads 1 --deadlock-detection stuck --output pan.c model.m && " + compiler() +
                         " -w -O0 -mcx16 -o pan pan.c -lpthread && ./pan; } 2>&1");
    opinion.refused = has(opinion.output, "not exported") || has(opinion.output, "more ways") || has(opinion.output, "overflow");
    if (opinion.refused) return opinion;
    opinion.states = number(opinion.output, "([0-9]+) states,");
    opinion.violated = !has(opinion.output, "No error found");
    return opinion;
}

Opinion ask_z3(const std::string& clauses) {
    Opinion opinion;
    opinion.installed = is_installed("z3");
    if (!opinion.installed) return opinion;
    const TemporaryFolder folder;
    folder.write("model.smt2", clauses);
    for (const char* engine : {"spacer", "bmc"}) {
        opinion.output = run("cd " + folder.path("") + " && timeout 600 z3 fp.engine=" + engine + " rlimit=40000000 model.smt2 2>&1");
        opinion.violated = opinion.output.starts_with("unsat");
        if (opinion.violated || opinion.output.starts_with("sat")) break;
    }
    opinion.refused = !opinion.violated && !opinion.output.starts_with("sat");
    return opinion;
}

std::uint64_t number_of_clauses(const std::string& clauses) {
    std::uint64_t count = 0;
    for (std::size_t at = clauses.find("\n(assert "); at != clauses.npos; at = clauses.find("\n(assert ", at + 1)) ++count;
    return count;
}

std::uint64_t clauses_that_hold(const std::string& clauses, const std::string& answer) {
    const std::size_t first = answer.find('('), last = answer.rfind(')');
    if (!answer.starts_with("sat") || first == answer.npos) throw std::runtime_error("no model in: " + answer);
    std::string text = answer.substr(first + 1, last - first - 1) + "\n";
    std::istringstream lines(clauses);
    std::uint64_t count = 0;
    for (std::string line; std::getline(lines, line);) {
        const bool declares = line.starts_with("(declare-fun") || line.starts_with("(set-logic") || line.starts_with("(check-sat") || line.starts_with("(get-model");
        if (declares) continue;
        if (line.starts_with("(assert ")) line = "(define-fun clause_" + std::to_string(count++) + " () Bool " + line.substr(8);
        text += line + "\n";
    }
    for (std::uint64_t i = 0; i < count; ++i) text += "(push 1)(assert (not clause_" + std::to_string(i) + "))(check-sat)(pop 1)\n";
    const TemporaryFolder folder;
    folder.write("check.smt2", text);
    const std::string output = run("cd " + folder.path("") + " && timeout 600 z3 rlimit=40000000 check.smt2 2>&1");
    std::uint64_t hold = 0;
    std::istringstream answers(output);
    for (std::string line; std::getline(answers, line);) hold += line == "unsat" ? 1 : 0;
    return hold;
}

}  // namespace mmapck::checker::exports::tests
