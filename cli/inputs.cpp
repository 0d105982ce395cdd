// SPDX-License-Identifier: Apache-2.0
#include "cli/inputs.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "model/scenario/drivers.h"
#include "reports/file.h"

namespace mmapck::cli {

namespace {

namespace fs = std::filesystem;

std::string absolute_path(const fs::path& path) {
    std::error_code error;
    return fs::absolute(path, error).lexically_normal().string();
}

bool is_file(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

/// Follows the #include lines of texts, whether or not the preprocessor would.
class Includes {
  public:
    Includes(const scenario::Scenario& scenario, const scenario::Settings& settings) : model_(absolute_path(settings.model_directory) + "/") {
        folders_ = {settings.model_directory, (fs::path(settings.model_directory) / "include").string()};
        for (const std::string& folder : scenario::driver_folders(scenario.path)) folders_.push_back(folder);
    }

    /// False where it cannot be told what is included.
    bool follow(const std::string& path) {
        if (path.rfind(model_, 0) == 0 || !files_.insert(path).second) return true;
        const std::string text = reports::read_file(path).content;
        for (std::size_t at = text.find('#'); at != text.npos; at = text.find('#', at + 1)) {
            const std::size_t word = text.find_first_not_of(" \t", at + 1);
            if (word == text.npos || text.compare(word, 7, "include") != 0) continue;
            const std::size_t begin = text.find_first_not_of(" \t", word + 7);
            if (begin == text.npos || (text[begin] != '"' && text[begin] != '<')) return false;
            const std::size_t end = text.find(text[begin] == '"' ? '"' : '>', begin + 1);
            if (end == text.npos || !include(path, text.substr(begin + 1, end - begin - 1))) return false;
        }
        return true;
    }

    std::vector<std::string> take() const { return {files_.begin(), files_.end()}; }

  private:
    bool include(const std::string& from, const std::string& name) {
        std::vector<fs::path> candidates{fs::path(from).parent_path() / name};
        for (const std::string& folder : folders_) candidates.push_back(fs::path(folder) / name);
        const auto found = std::find_if(candidates.begin(), candidates.end(), is_file);
        return found != candidates.end() && follow(absolute_path(*found));
    }

    std::string model_;
    std::vector<std::string> folders_;
    std::set<std::string> files_;
};

}  // namespace

std::optional<std::vector<std::string>> inputs_of(const scenario::Scenario& scenario, const scenario::Settings& settings) {
    Includes includes(scenario, settings);
    for (const scenario::Driver& driver : scenario.drivers)
        if (!includes.follow(absolute_path(driver.path))) return std::nullopt;
    std::vector<std::string> files = includes.take();
    files.push_back(absolute_path(scenario.path));
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<std::string> model_files(const std::string& model_directory) {
    std::vector<std::string> files;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(model_directory, error), end; !error && entry != end; entry.increment(error))
        if (const std::string extension = entry->path().extension().string(); extension == ".c" || extension == ".h") files.push_back(absolute_path(entry->path()));
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace mmapck::cli
