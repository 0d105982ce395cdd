// SPDX-License-Identifier: Apache-2.0
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "cli/options.h"
#include "model/scenario/scenario.h"

namespace mmapck::cli {

namespace {

void add_option(CLI::App& app, const OptionRow& row, Options& options) {
    const std::string name = std::string(row.name) == "--help" ? "-h,--help" : std::string(row.name);
    if (row.argument.empty()) {
        app.add_flag_callback(name, [&] { row.set(options, ""); });
        return;
    }
    app.add_option_function<std::vector<std::string>>(name, [&](const std::vector<std::string>& arguments) {
           for (const std::string& argument : arguments)
               if (const std::string expected = row.set(options, argument); !expected.empty())
                   throw CLI::ValidationError(std::string(row.name), "expected " + expected + ", found '" + argument + "'");
       })->expected(1)->take_all()->type_size(1)->allow_extra_args(false);
}

void add_options(CLI::App& app, const CommandRow* command, Options& options) {
    app.set_help_flag();
    for (const OptionRow& row : option_table())
        if (command ? has_option(*command, row) : row.commands.empty()) add_option(app, row, options);
}

std::vector<std::string> option_names(const std::string& command) {
    std::vector<std::string> names;
    const auto row = std::find_if(commands().begin(), commands().end(), [&](const CommandRow& c) { return c.name == command; });
    for (const OptionRow& option : option_table())
        if (row == commands().end() ? option.commands.empty() : has_option(*row, option)) names.emplace_back(option.name);
    return names;
}

std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const CommandRow& command : commands()) names.emplace_back(command.name);
    return names;
}

/// Something that was not understood: an option, a command or one operand too many.
void unexpected(const std::string& word, ParsedOptions& parsed) {
    const bool is_option = word.size() > 1 && word[0] == '-';
    const std::string& command = parsed.options.command;
    const std::string meant = scenario::nearest(word.substr(0, word.find('=')), is_option ? option_names(command) : command_names());
    if (is_option)
        parsed.error = (command.empty() ? "there is no option '" : "'" + command + "' has no option '") + word + "'";
    else if (command.empty())
        parsed.error = "there is no command '" + word + "'";
    else
        parsed.error = "'" + word + "' is one operand too many for '" + command + "'";
    if (!meant.empty() && (is_option || command.empty())) parsed.suggestion = "did you mean '" + meant + "'?";
}

/// "--report needs FORMAT=FILE".
std::string without_argument(const CLI::ArgumentMismatch& error) {
    const std::string text = error.what(), name = text.substr(0, text.find(':'));
    for (const OptionRow& row : option_table())
        if (row.name == name) return name + " needs " + std::string(row.argument);
    return text;
}

void check_operands(ParsedOptions& parsed) {
    const Options& options = parsed.options;
    if (options.help || options.version) return;
    if (options.command.empty()) {
        parsed.error = "a command is missing";
        return;
    }
    const auto row = std::find_if(commands().begin(), commands().end(), [&](const CommandRow& c) { return c.name == options.command; });
    if (options.operands.size() < row->least)
        parsed.error = "'" + options.command + "' needs " + std::string(row->operands);
    else if (options.operands.size() > row->most)
        unexpected(options.operands[row->most], parsed);
    else if (std::find(options.operands.begin(), options.operands.end(), "") != options.operands.end())
        parsed.error = "'" + options.command + "' needs " + std::string(row->operands) + ", found ''";
}

}  // namespace

ParsedOptions parse_options(std::vector<std::string> arguments) {
    ParsedOptions parsed;
    Options& options = parsed.options;
    if (!arguments.empty() && arguments[0] == "help") {   // "help run" is "run --help"
        arguments.erase(arguments.begin());
        arguments.push_back("--help");
    }
    CLI::App app;
    add_options(app, nullptr, options);
    app.allow_extras();
    for (const CommandRow& row : commands()) {
        CLI::App* command = app.add_subcommand(std::string(row.name));
        add_options(*command, &row, options);
        command->add_option("operands", options.operands);
        command->allow_extras();
        command->preparse_callback([&options, &row](std::size_t) { options.command = row.name; });
    }
    app.require_subcommand(0, 1);
    try {
        std::reverse(arguments.begin(), arguments.end());
        app.parse(std::move(arguments));
        std::vector<std::string> extras = app.remaining(true);
        std::erase(extras, "--");   // what follows is operands
        if (!extras.empty())
            unexpected(extras.front(), parsed);
        else
            check_operands(parsed);
    } catch (const CLI::ArgumentMismatch& error) {
        parsed.error = without_argument(error);
    } catch (const CLI::ParseError& error) {
        parsed.error = error.what();
    }
    return parsed;
}

}  // namespace mmapck::cli
