// SPDX-License-Identifier: Apache-2.0
#include "cli/tests/new_driver.h"

#include <stdexcept>

namespace mmapck::cli::tests {

NewDriver::NewDriver() {
    const Result made = run("mmapck new d");
    if (made.code != 0) throw std::runtime_error(made.err);
}

void NewDriver::change(const std::string& from, const std::string& to) const {
    std::string text = content(folder.path("d.json"));
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("d.json has no " + from);
    folder.write("d.json", text.replace(at, from.size(), to));
}

}  // namespace mmapck::cli::tests
