// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <ostream>

#include "cli/surroundings.h"

namespace mmapck::cli {

namespace {

/// In single quotes of a shell.
std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string names_of_commands() {
    std::string names;
    for (const CommandRow& command : commands()) names += (names.empty() ? "" : " ") + std::string(command.name);
    return names;
}

std::string options_of(const CommandRow& command) {
    std::string names;
    for (const OptionRow& option : option_table())
        if (has_option(command, option)) names += (names.empty() ? "" : " ") + std::string(option.name);
    return names;
}

/// The words that an argument may be, as in the range "dot or mermaid"; empty: anything, as a file.
std::string words_of(const OptionRow& option) {
    std::string words(option.range);
    if (words.find(" or ") == words.npos) return "";
    for (const std::string_view between : {", ", " or "})
        for (std::size_t at = words.find(between); at != words.npos; at = words.find(between, at)) words.replace(at, between.size(), "\n");
    if (words.find_first_not_of("abcdefghijklmnopqrstuvwxyz-\n") != words.npos) return "";
    std::replace(words.begin(), words.end(), '\n', ' ');
    return words;
}

void bash(std::ostream& out) {
    out << "# bash completion of mmapck: source it, or install it as share/bash-completion/completions/mmapck\n"
           "_mmapck() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    COMPREPLY=()\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "        mapfile -t COMPREPLY < <(compgen -W " << quoted(names_of_commands() + " --help --version") << " -- \"$word\")\n"
           "        return\n"
           "    fi\n"
           "    case $before in\n";
    for (const OptionRow& option : option_table())
        if (const std::string words = words_of(option); !words.empty())
            out << "    " << option.name << ") mapfile -t COMPREPLY < <(compgen -W " << quoted(words) << " -- \"$word\"); return ;;\n";
    out << "    esac\n"
           "    local options=\n"
           "    case ${COMP_WORDS[1]} in\n";
    for (const CommandRow& command : commands()) out << "    " << command.name << ") options=" << quoted(options_of(command)) << " ;;\n";
    out << "    esac\n"
           "    local words=\n"
           "    case $COMP_CWORD:${COMP_WORDS[1]} in\n";
    for (const CommandRow& command : commands())
        if (!command.words.empty()) out << "    2:" << command.name << ") words=" << quoted(std::string(command.words)) << " ;;\n";
    out << "    esac\n"
           "    case $word in\n"
           "    -*) mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\") ;;\n"
           "    *)\n"
           "        if [ -n \"$words\" ]; then mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
           "        else mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
           "        fi ;;\n"
           "    esac\n"
           "}\n"
           "complete -o filenames -F _mmapck mmapck\n";
}

void zsh(std::ostream& out) {
    out << "#compdef mmapck\n"
           "_mmapck() {\n"
           "    local -a commands\n"
           "    commands=(\n";
    for (const CommandRow& command : commands()) out << "        " << quoted(std::string(command.name) + ":" + std::string(command.help)) << "\n";
    out << "    )\n"
           "    if (( CURRENT == 2 )); then\n"
           "        _describe command commands\n"
           "        return\n"
           "    fi\n"
           "    case $words[2] in\n";
    for (const CommandRow& command : commands()) {
        out << "    " << command.name << ")\n        _arguments";
        for (const OptionRow& option : option_table()) {
            if (!has_option(command, option)) continue;
            std::string help(option.help);
            for (std::size_t at = help.find_first_of("[]:"); at != help.npos; at = help.find_first_of("[]:", at + 2)) help.insert(at, "\\");
            std::string spec = "*" + std::string(option.name) + "[" + help + "]";
            const std::string words = words_of(option);
            if (!option.argument.empty()) spec += ":" + std::string(option.argument) + ":" + (words.empty() ? "_files" : "(" + words + ")");
            out << " \\\n            " << quoted(spec);
        }
        if (!command.words.empty()) out << " \\\n            '2:word:(" << command.words << ")'";
        out << " \\\n            '*:file:_files' ;;\n";
    }
    out << "    esac\n"
           "}\n"
           "compdef _mmapck mmapck\n";
}

void fish(std::ostream& out) {
    out << "# fish completion of mmapck: install it as share/fish/vendor_completions.d/mmapck.fish\n";
    for (const CommandRow& command : commands())
        out << "complete -c mmapck -n __fish_use_subcommand -f -a " << command.name << " -d " << quoted(command.help) << "\n";
    for (const CommandRow& command : commands())
        if (!command.words.empty())
            out << "complete -c mmapck -n " << quoted("__fish_seen_subcommand_from " + std::string(command.name)) << " -a " << quoted(std::string(command.words)) << "\n";
    for (const OptionRow& option : option_table()) {
        std::string having;
        for (const CommandRow& command : commands())
            if (has_option(command, option)) having += " " + std::string(command.name);
        out << "complete -c mmapck -n " << quoted("__fish_seen_subcommand_from" + having) << " -l " << option.name.substr(2);
        const std::string words = words_of(option);
        if (!option.argument.empty()) out << " -r";
        if (!words.empty()) out << " -f -a " << quoted(words);
        out << " -d " << quoted(option.help) << "\n";
    }
}

}  // namespace

ExitCode completion(const Options& options, Surroundings& surroundings) {
    const std::string& shell = options.operands.front();
    if (shell == "bash")
        bash(surroundings.out);
    else if (shell == "zsh")
        zsh(surroundings.out);
    else if (shell == "fish")
        fish(surroundings.out);
    else {
        complain(surroundings, "there is no completion for '" + shell + "'; expected bash, zsh or fish");
        return ExitCode::usage;
    }
    return ExitCode::as_expected;
}

}  // namespace mmapck::cli
