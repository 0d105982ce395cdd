// SPDX-License-Identifier: Apache-2.0
#include "model/kernel/tests/mutant.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include <nlohmann/json.hpp>
#include <unistd.h>

namespace fs = std::filesystem;

std::vector<Mutant> read_mutants(const fs::path& path) {
    std::ifstream in(path);
    std::vector<Mutant> mutants;
    for (const nlohmann::json& entry : nlohmann::json::parse(in))
        mutants.push_back({entry.at("invariant"), entry.at("scenario"), entry.at("file"), entry.at("find"), entry.at("replace")});
    return mutants;
}

WorkingCopy::WorkingCopy() {
    std::string name = (fs::path(MMAPCK_BINARY_DIR) / "mutants-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("cannot make " + name);
    root_ = name;
    const fs::path source = MMAPCK_SOURCE_DIR;
    fs::create_directories(root_ / "model");
    fs::copy(source / "model/kernel", root_ / "model/kernel", fs::copy_options::recursive);
    fs::copy(source / "scenarios", root_ / "scenarios", fs::copy_options::recursive);
}

WorkingCopy::~WorkingCopy() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
}

std::string WorkingCopy::text_of(const fs::path& path) {
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void WorkingCopy::write(const std::string& file, const std::string& text) const {
    std::ofstream out(root_ / file, std::ios::trunc);
    out << text;
}
