// SPDX-License-Identifier: Apache-2.0
#include "cli/tests/shell.h"

#include <filesystem>
#include <sstream>
#include <stdexcept>

namespace mmapck::cli::tests {

std::string content(const std::string& path) { return content_of(path); }

std::string prepared(const std::string& folder, const std::string& lines) {
    return "unset MMAPCK_MODEL_DIR NO_COLOR\nPATH='" MMAPCK_BINARY_DIR "':$PATH\ncd '" + folder + "' || exit 99\n" + lines + "\n";
}

Result shell(const std::string& folder, const std::string& lines) { return run_lines(prepared(folder, lines)); }

std::string unfolded(std::string message) {
    const std::string fold = "\n        ";
    for (std::size_t at = 0; (at = message.find(fold, at)) != message.npos;) message.replace(at, fold.size(), " ");
    return message;
}

void copy_from_source(const std::string& name, const std::string& to) {
    std::filesystem::copy(std::string(MMAPCK_SOURCE_DIR "/") + name, to, std::filesystem::copy_options::recursive);
}

void drop_line(const std::string& file, const std::string& text) {
    std::istringstream in(content(file));
    std::string kept;
    int dropped = 0;
    for (std::string line; std::getline(in, line);) {
        if (line.find(text) == line.npos)
            kept += line + "\n";
        else
            ++dropped;
    }
    if (dropped != 1) throw std::runtime_error(file + ": '" + text + "' is on " + std::to_string(dropped) + " lines");
    std::ofstream(file, std::ios::binary) << kept;
}

}  // namespace mmapck::cli::tests
