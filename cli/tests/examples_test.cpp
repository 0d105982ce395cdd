// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <vector>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;
namespace fs = std::filesystem;

namespace {

/// A document in which each comment "<!-- $ command -->" is followed by a fenced block: with each block as the command prints it. The
/// commands run one after the other in one folder that looks like the source tree.
std::string with_real_output(const std::string& document) {
    const TemporaryFolder folder;
    for (const char* name : {"scenarios", "model"}) fs::create_directory_symlink(std::string(MMAPCK_SOURCE_DIR "/") + name, folder.path(name));
    const std::string begin = "<!-- $ ", end = " -->", fence = "```";
    std::istringstream in(document);
    std::string out;
    for (std::string line; std::getline(in, line);) {
        out += line + "\n";
        if (line.rfind(begin, 0) != 0) continue;
        REQUIRE(line.size() > begin.size() + end.size());
        const std::string command = line.substr(begin.size(), line.size() - begin.size() - end.size());
        const Result result = shell(folder.path("."), "export MMAPCK_MODEL_DIR=model/kernel\n" + command);
        INFO(command);
        CHECK(result.err == "");
        CHECK(result.out != "");
        std::getline(in, line);
        REQUIRE(line == fence);
        do
            std::getline(in, line);
        while (in && line != fence);
        REQUIRE(line == fence);
        out += fence + "\n" + result.out + fence + "\n";
    }
    return out;
}

/// Without numbers that every edit of a model may change, and that no reader minds: of moves, and of lines in the model.
std::string without_numbers(const std::string& text) {
    return std::regex_replace(std::regex_replace(text, std::regex("[0-9]+ moves"), "N moves"), std::regex("(mm/\\S*[.][ch]):[0-9]+"), "$1:N");
}

}  // namespace

// MMAPCK_WRITE_EXAMPLES=1 writes the documents anew.
TEST_CASE("the examples of the documents are what the command prints") {
    std::size_t examples = 0;
    std::vector<std::string> documents{MMAPCK_SOURCE_DIR "/README.md"};
    for (const fs::directory_entry& entry : fs::directory_iterator(MMAPCK_SOURCE_DIR "/docs"))
        if (entry.path().extension() == ".md") documents.push_back(entry.path().string());
    for (const std::string& document : documents) {
        INFO(document);
        const std::string text = content(document);
        if (text.find("\n<!-- $ ") == text.npos) continue;
        ++examples;
        const std::string real = with_real_output(text);
        if (std::getenv("MMAPCK_WRITE_EXAMPLES")) std::ofstream(document, std::ios::binary) << real;
        CHECK((without_numbers(content(document)) == without_numbers(real)));
    }
    CHECK(examples >= 1);
}
