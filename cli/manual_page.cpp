// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include "cli/options.h"

namespace mmapck::cli {

namespace {

/// Text for troff: a hyphen is a minus, a backslash is one, and no line begins with a control character.
std::string troff(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '-' ? "\\-" : c == '\\' ? "\\e" : std::string(1, c);
    if (!out.empty() && (out[0] == '.' || out[0] == '\'')) out = "\\&" + out;
    return out;
}

void print_commands(std::ostream& out) {
    out << ".SH COMMANDS\n";
    for (const CommandRow& command : commands()) {
        out << ".TP\n\\fB" << command.name << "\\fR";
        if (!command.operands.empty()) out << " \\fI" << troff(command.operands) << "\\fR";
        out << "\n" << troff(command.text) << "\n";
    }
}

void print_option(std::ostream& out, const OptionRow& option) {
    out << ".TP\n";
    if (option.name == "--help") out << "\\fB\\-h\\fR, ";
    out << "\\fB" << troff(option.name) << "\\fR";
    if (!option.argument.empty()) out << " \\fI" << troff(option.argument) << "\\fR";
    out << "\n" << troff(option.help) << "\n";
    if (!option.range.empty()) out << "\\fI" << troff(option.argument) << "\\fR: " << troff(option.range) << ".\n";
    if (!option.standard.empty()) out << "Default: " << troff(option.standard) << ".\n";
    if (option.commands.empty()) return;
    out << "Commands:";
    const char* separator = " ";
    for (const std::string_view command : option.commands) {
        out << separator << command;
        separator = ", ";
    }
    out << ".\n";
}

void print_end(std::ostream& out) {
    out << ".SH EXIT STATUS\n"
           ".TP\n0\nAll as expected.\n"
           ".TP\n1\nA violation that was not expected, an expected one that did not happen, or a scenario in which something was never tested.\n"
           ".TP\n4\nInconclusive: a budget ended a search.\n"
           ".TP\n64\nWrong command line.\n"
           ".TP\n65\nA scenario, a model or a trace has errors.\n"
           ".TP\n70\nInternal error.\n"
           ".TP\n74\nSomething could not be written.\n"
           ".SH ENVIRONMENT\n"
           ".TP\n\\fBMMAPCK_MODEL_DIR\\fR\nWhere the model of the kernel is, unless \\fB\\-\\-model\\-dir\\fR says it.\n"
           ".TP\n\\fBNO_COLOR\\fR\nIf set and not empty, nothing is coloured unless \\fB\\-\\-color\\fR asks for it.\n";
}

}  // namespace

std::string manual_page() {
    std::ostringstream out;
    out << ".TH MMAPCK 1 \"\" \"mmapck " << version << "\" \"User Commands\"\n"
        << ".SH NAME\nmmapck \\- a deterministic model checker for mmap error paths\n"
        << ".SH SYNOPSIS\n\\fBmmapck\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR] ...\n"
        << ".SH DESCRIPTION\nExplores every interleaving and every failure that a scenario allows in a model of the kernel's mmap paths, and prints the "
           "shortest run to each violation.\n";
    print_commands(out);
    out << ".SH OPTIONS\n";
    for (const OptionRow& option : option_table()) print_option(out, option);
    print_end(out);
    return out.str();
}

}  // namespace mmapck::cli
