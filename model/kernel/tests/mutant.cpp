// SPDX-License-Identifier: Apache-2.0
#include "model/kernel/tests/mutant.h"

#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

namespace fs = std::filesystem;

std::vector<Mutant> read_mutants(const fs::path& path) {
    std::ifstream in(path);
    std::vector<Mutant> mutants;
    for (const nlohmann::json& entry : nlohmann::json::parse(in))
        mutants.push_back({entry.at("invariant"), entry.at("scenario"), entry.at("file"), entry.at("find"), entry.at("replace")});
    return mutants;
}

WorkingCopy::WorkingCopy() {
    const fs::path source = MMAPCK_SOURCE_DIR;
    fs::create_directories(root() / "model");
    fs::copy(source / "model/kernel", root() / "model/kernel", fs::copy_options::recursive);
    fs::copy(source / "scenarios", root() / "scenarios", fs::copy_options::recursive);
}

std::string WorkingCopy::text_of(const fs::path& path) {
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void WorkingCopy::write(const std::string& file, const std::string& text) const {
    std::ofstream out(root() / file, std::ios::trunc);
    out << text;
}
