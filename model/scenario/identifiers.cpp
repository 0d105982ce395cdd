// SPDX-License-Identifier: Apache-2.0
#include "model/scenario/identifiers.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace mmapck::scenario {

namespace {

constexpr std::array<std::string_view, 48> reserved = {
    "auto",     "break",    "case",     "char",   "const",    "continue", "default",  "do",     "double",  "else",   "enum",   "extern",
    "float",    "for",      "goto",     "if",     "inline",   "int",      "long",     "register", "restrict", "return", "short", "signed",
    "sizeof",   "static",   "struct",   "switch", "typedef",  "union",    "unsigned", "void",   "volatile", "while", "asm",    "typeof",
    "bool",     "true",     "false",    "NULL",   "range",    "choose",   "assume",   "assert", "check",   "fault",  "subject", "unreachable"};

bool word(const std::string& s) {
    return !s.empty() && !std::isdigit(static_cast<unsigned char>(s[0])) &&
           std::all_of(s.begin(), s.end(), [](unsigned char c) { return c < 128 && (std::isalnum(c) || c == '_'); });
}

}  // namespace

bool is_identifier(Findings& findings, const Text& name, const std::string& what) {
    if (!word(name.text) || name.text.size() > 32) {
        findings.error(name.place, "the name of " + what + " is an identifier of C of at most 32 characters");
        return false;
    }
    const bool is_reserved = std::find(reserved.begin(), reserved.end(), name.text) != reserved.end();
    if (is_reserved || name.text.rfind("__", 0) == 0 || name.text.rfind("mmapck_", 0) == 0) {
        findings.error(name.place, "'" + name.text + "' is reserved in model C; choose another name");
        return false;
    }
    return true;
}

bool is_model_name(Findings& findings, const Text& name) {
    const bool good = !name.text.empty() && name.text.size() <= 64 && name.text[0] != '.' && std::all_of(name.text.begin(), name.text.end(), [](unsigned char c) {
        return c < 128 && (std::isalnum(c) || c == '.' || c == '-' || c == '_');
    });
    if (!good) findings.error(name.place, "a name here has letters, digits, '.', '-' and '_' alone");
    return good;
}

void Identifiers::declare(const Text& name, const std::string& what) {
    if (!is_identifier(findings_, name, what)) return;
    for (const Declared& other : declared_)
        if (other.name.text == name.text) {
            findings_.error(name.place, "'" + name.text + "' is the name of " + other.what + " on line " + std::to_string(other.name.place.line) + " already");
            return;
        }
    declared_.push_back({name, what});
}

}  // namespace mmapck::scenario
