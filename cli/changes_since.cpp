// SPDX-License-Identifier: Apache-2.0
#include "cli/changes_since.h"

#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "cli/inputs.h"

namespace mmapck::cli {

namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

/// What git prints; nothing if it fails. It says on standard error why.
std::optional<std::string> git(const std::string& folder, const std::string& arguments) {
    std::FILE* const pipe = popen(("git -C " + quoted(folder) + " " + arguments).c_str(), "r");
    if (pipe == nullptr) return std::nullopt;
    std::string out;
    char buffer[4096];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
    const int status = pclose(pipe);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
    return out;
}

std::string real(const fs::path& path) {
    std::error_code error;
    return fs::weakly_canonical(path, error).string();
}

}  // namespace

ChangedFiles changed_since(const std::string& revision, const std::string& folder) {
    ChangedFiles changed;
    std::optional<std::string> top = git(folder, "rev-parse --show-toplevel");
    if (!top) return {{}, "git is not installed, or does not know the folder"};
    top->erase(top->find_last_not_of('\n') + 1);
    const std::optional<std::string> tracked = git(*top, "diff --name-only --no-renames -z --end-of-options " + quoted(revision) + " --");
    const std::optional<std::string> untracked = git(*top, "ls-files --others --exclude-standard -z");
    if (!tracked || !untracked) return {{}, "git cannot compare with '" + revision + "'"};
    for (const std::string& list : {*tracked, *untracked})
        for (std::size_t begin = 0, end = 0; (end = list.find('\0', begin)) != list.npos; begin = end + 1) changed.paths.insert(real(fs::path(*top) / list.substr(begin, end - begin)));
    return changed;
}

bool is_affected(const scenario::Scenario& scenario, const scenario::Settings& settings, const ChangedFiles& changed) {
    const std::string model = real(settings.model_directory) + "/";
    const auto in_model = changed.paths.lower_bound(model);
    if (in_model != changed.paths.end() && in_model->rfind(model, 0) == 0) return true;
    const std::optional<std::vector<std::string>> inputs = inputs_of(scenario, settings);
    return !inputs || std::any_of(inputs->begin(), inputs->end(), [&](const std::string& path) { return changed.paths.count(real(path)) != 0; });
}

}  // namespace mmapck::cli
