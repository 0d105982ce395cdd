// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <ostream>

#include "cli/new_files.h"
#include "cli/surroundings.h"
#include "model/scenario/identifiers.h"
#include "reports/file.h"

namespace mmapck::cli {

namespace fs = std::filesystem;

namespace {

bool is_identifier(const std::string& name) {
    return !name.empty() && name.size() <= 24 && !std::isdigit(static_cast<unsigned char>(name[0])) &&
           std::all_of(name.begin(), name.end(), [](unsigned char c) { return c < 128 && (std::isalnum(c) || c == '_'); });
}

struct NewFile {
    fs::path path;
    std::string text;
};

bool exists(const std::vector<NewFile>& files, Surroundings& surroundings) {
    bool any = false;
    for (const NewFile& file : files) {
        std::error_code error;
        if (!fs::exists(fs::symlink_status(file.path, error))) continue;
        complain(surroundings, file.path.string() + " exists already; nothing was written");
        any = true;
    }
    return any;
}

}  // namespace

ExitCode make_new(const Options& options, Surroundings& surroundings) {
    const std::string& name = options.operands.front();
    if (!is_identifier(name)) {
        complain(surroundings, "the name of a driver is an identifier of C of at most 24 characters");
        return ExitCode::usage;
    }
    scenario::Findings findings(name, name);
    if (!scenario::is_identifier(findings, {name, {}}, "a driver")) {
        complain(surroundings, findings.take().front().message);
        return ExitCode::usage;
    }
    const fs::path folder(options.directory);
    const std::vector<NewFile> files = {{(folder / "drivers" / (name + ".c")).lexically_normal(), new_driver(name, options.hook)},
                                        {(folder / (name + ".json")).lexically_normal(), new_scenario(name, options.hook)}};
    if (exists(files, surroundings)) return ExitCode::usage;
    std::error_code error;
    const fs::path drivers = files[0].path.parent_path();
    fs::create_directories(drivers, error);
    if (error) {
        complain(surroundings, "cannot make the folder " + drivers.string() + ": " + error.message());
        return ExitCode::input_output;
    }
    for (const NewFile& file : files) {
        const std::string failure = reports::write_file(file.path.string(), file.text);
        if (!failure.empty()) {
            complain(surroundings, failure);
            return ExitCode::input_output;
        }
        surroundings.out << "wrote " << file.path.string() << "\n";
    }
    surroundings.out << "now: mmapck run " << files[1].path.string() << "\n";
    return ExitCode::as_expected;
}

}  // namespace mmapck::cli
