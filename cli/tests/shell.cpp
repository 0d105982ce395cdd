// SPDX-License-Identifier: Apache-2.0
#include "cli/tests/shell.h"

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "model/scenario/tests/temporary_folder.h"

namespace mmapck::cli::tests {

std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

Result shell(const std::string& folder, const std::string& lines) {
    const TemporaryFolder own;
    const std::string script = own.write("script", "unset MMAPCK_MODEL_DIR NO_COLOR\nPATH='" MMAPCK_BINARY_DIR "':$PATH\ncd '" + folder + "' || exit 99\n" + lines + "\n");
    const int status = std::system(("sh '" + script + "' </dev/null >'" + own.path("out") + "' 2>'" + own.path("err") + "'").c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, content(own.path("out")), content(own.path("err"))};
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
