// SPDX-License-Identifier: Apache-2.0
#include "checker/export/tests/other_checkers.h"

#include <stdlib.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <regex>
#include <stdexcept>

namespace mmapck::checker::exports::tests {

namespace {

/// An empty folder of its own that goes when the value goes.
class Folder {
  public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "mmapck-export-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

std::string run(const std::string& command) {
    FILE* const pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
    std::string output;
    std::array<char, 4096> buffer{};
    for (std::size_t size; (size = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) output.append(buffer.data(), size);
    pclose(pipe);
    return output;
}

bool installed(const std::string& program) { return !run("command -v " + program).empty(); }

/// The number that the pattern's group matches.
std::uint64_t number(const std::string& output, const char* pattern) {
    std::smatch found;
    if (!std::regex_search(output, found, std::regex(pattern))) throw std::runtime_error(std::string("no '") + pattern + "' in: " + output);
    return std::stoull(found[1]);
}

bool has(const std::string& output, const char* text) { return output.find(text) != output.npos; }

}  // namespace

Opinion ask_spin(const std::string& promela) {
    Opinion opinion;
    opinion.installed = installed("spin") && installed("gcc");
    if (!opinion.installed) return opinion;
    const Folder folder;
    std::ofstream(folder.path() + "/model.pml") << promela;
    opinion.output = run("cd " + folder.path() + " && { spin -a model.pml && gcc -w -O0 -DSAFETY -DBFS -DNOREDUCE -DVECTORSZ=65536 -o pan pan.c && ./pan; } 2>&1");
    opinion.refused = has(opinion.output, "more ways");
    if (opinion.refused) return opinion;
    opinion.violated = number(opinion.output, "errors: ([0-9]+)") > 0;
    opinion.states = number(opinion.output, "([0-9]+) states, stored");
    return opinion;
}

Opinion ask_rumur(const std::string& murphi) {
    Opinion opinion;
    opinion.installed = installed("rumur") && installed("gcc");
    if (!opinion.installed) return opinion;
    const Folder folder;
    std::ofstream(folder.path() + "/model.m") << murphi;
    opinion.output = run("cd " + folder.path() +
                         " && { rumur --quiet --threads 1 --deadlock-detection stuck --output pan.c model.m && gcc -w -O1 -mcx16 -o pan pan.c -lpthread && ./pan; } 2>&1");
    opinion.refused = has(opinion.output, "not exported") || has(opinion.output, "more ways") || has(opinion.output, "overflow");
    if (opinion.refused) return opinion;
    opinion.states = number(opinion.output, "([0-9]+) states,");
    opinion.violated = !has(opinion.output, "No error found");
    return opinion;
}

Opinion ask_z3(const std::string& clauses) {
    Opinion opinion;
    opinion.installed = installed("z3");
    if (!opinion.installed) return opinion;
    const Folder folder;
    std::ofstream(folder.path() + "/model.smt2") << clauses;
    for (const char* engine : {"spacer", "bmc"}) {
        opinion.output = run("cd " + folder.path() + " && timeout 60 z3 fp.engine=" + engine + " rlimit=4000000 model.smt2 2>&1");
        opinion.violated = opinion.output.starts_with("unsat");
        if (opinion.violated || opinion.output.starts_with("sat")) break;
    }
    opinion.refused = !opinion.violated && !opinion.output.starts_with("sat");
    return opinion;
}

}  // namespace mmapck::checker::exports::tests
