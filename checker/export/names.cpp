// SPDX-License-Identifier: Apache-2.0
#include "checker/export/names.h"

#include <cctype>
#include <set>

namespace mmapck::checker::exports {

using namespace program;

namespace {

bool plain(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

std::string identifier(const std::string& prefix, const std::string& name, std::set<std::string>& taken) {
    std::string text = prefix;
    for (const char c : name) text += plain(c) ? c : '_';
    std::string unique = text;
    for (int number = 2; !taken.insert(unique).second; ++number) unique = text + "_" + std::to_string(number);
    return unique;
}

}  // namespace

Names names_of(const Program& program) {
    Names names;
    std::set<std::string> taken;
    for (const Variable& variable : program.variables) names.variables.push_back(identifier("v_", variable.name, taken));
    for (const Task& task : program.tasks) names.tasks.push_back(identifier("at_", task.name, taken));
    return names;
}

std::string numbered(const char* name, std::size_t number) { return std::string(name) + "_" + std::to_string(number); }

std::string harmless(std::string_view text) {
    constexpr std::string_view allowed = " .,:;<>=!&|+-%()[]_";
    std::string out;
    for (const char c : text.substr(0, 120)) out += plain(c) || allowed.find(c) != allowed.npos ? c : c == '"' ? '\'' : ' ';
    return out;
}

std::string comment_of(const Program& program, const Step& step) {
    std::string place;
    if (step.where.file != none) place = program.files[step.where.file] + ":" + std::to_string(step.where.line) + ": ";
    std::string slashes;
    for (const char c : place) slashes += c == '/' ? '.' : c;
    return harmless(slashes + step.text);
}

}  // namespace mmapck::checker::exports
