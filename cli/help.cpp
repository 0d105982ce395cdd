// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <sstream>

#include "cli/options.h"

namespace mmapck::cli {

namespace {

constexpr std::size_t width = 80;

/// `left` in a column of `column` characters, then `right`, broken at blanks and indented.
void two_columns(std::ostream& out, const std::string& left, const std::string& right, std::size_t column) {
    out << "  " << left;
    std::size_t at = left.size() + 2;
    if (at + 2 > column) {
        out << "\n";
        at = 0;
    }
    out << std::string(column - at, ' ');
    at = column;
    std::istringstream words(right);
    for (std::string word; words >> word;) {
        if (at > column && at + 1 + word.size() > width) {
            out << "\n" << std::string(column, ' ');
            at = column;
        }
        if (at > column) out << ' ', ++at;
        out << word;
        at += word.size();
    }
    out << "\n";
}

void paragraph(std::ostream& out, std::string_view text) {
    std::size_t at = 0;
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word; at += word.size()) {
        if (at > 0 && at + 1 + word.size() > width) out << "\n", at = 0;
        if (at > 0) out << ' ', ++at;
        out << word;
    }
    out << "\n";
}

std::string synopsis(const OptionRow& option) {
    std::string text = option.name == "--help" ? "-h, --help" : std::string(option.name);
    if (!option.argument.empty()) text += " " + std::string(option.argument);
    return text;
}

std::string description(const OptionRow& option) {
    std::string text(option.help);
    if (!option.range.empty()) text += " " + std::string(option.argument) + ": " + std::string(option.range) + ".";
    if (!option.standard.empty()) text += " Default: " + std::string(option.standard) + ".";
    return text;
}

void print_options(std::ostream& out, const CommandRow& command) {
    for (const OptionRow& option : option_table())
        if (has_option(command, option)) two_columns(out, synopsis(option), description(option), 24);
}

void print_exit_codes(std::ostream& out) {
    out << "Exit codes:\n"
           "  0   all as expected\n"
           "  1   a violation that was not expected, an expected one that did not happen, or\n"
           "      a scenario in which something was never tested\n"
           "  4   inconclusive: a budget ended a search\n"
           "  64  wrong command line\n"
           "  65  a scenario, a model or a trace has errors\n"
           "  70  internal error\n"
           "  74  something could not be written\n";
}

std::string overview() {
    std::ostringstream out;
    out << "mmapck " << version << ": a deterministic model checker for mmap error paths\n\nUsage: mmapck COMMAND [OPTIONS] ...\n\nCommands:\n";
    for (const CommandRow& command : commands())
        two_columns(out, std::string(command.name) + " " + std::string(command.operands), std::string(command.help), 24);
    out << "\nOptions, with the commands that have them:\n";
    for (const OptionRow& option : option_table()) {
        std::string having;
        for (const std::string_view command : option.commands) having += (having.empty() ? "[" : ", ") + std::string(command);
        two_columns(out, synopsis(option), (having.empty() ? "" : having + "] ") + description(option), 24);
    }
    out << "\n";
    print_exit_codes(out);
    return out.str();
}

}  // namespace

std::string help_text(std::string_view name) {
    const auto command = std::find_if(commands().begin(), commands().end(), [&](const CommandRow& row) { return row.name == name; });
    if (command == commands().end()) return overview();
    std::ostringstream out;
    out << "Usage: mmapck " << command->name << " [OPTIONS]" << (command->operands.empty() ? "" : " ") << command->operands << "\n\n";
    paragraph(out, command->text);
    out << "\nOptions:\n";
    print_options(out, *command);
    return out.str();
}

}  // namespace mmapck::cli
