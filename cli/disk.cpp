// SPDX-License-Identifier: Apache-2.0
#include "cli/disk.h"

#include <algorithm>
#include <filesystem>

#include "cli/check.h"
#include "reports/digest.h"
#include "reports/file.h"

namespace mmapck::cli {

namespace {

namespace fs = std::filesystem;

bool has_checkpoint(const std::string& folder) {
    std::error_code error;
    const fs::recursive_directory_iterator files(folder, error);
    return !error && std::any_of(begin(files), end(files), [](const fs::directory_entry& entry) { return entry.path().filename().string().starts_with("head"); });
}

}  // namespace

std::string checkpoint_folder(const Options& options, const Subject& subject) {
    const std::string& path = subject.scenario->path;
    const std::string name = fs::path(path).stem().string() + "." + subject.variant.name() + "." + reports::digest(path).substr(0, 8);
    return (fs::path(options.checkpoints) / name).string();
}

checker::explicit_::Disk disk_of(const Options& options, CheckedSubject& result) {
    checker::explicit_::Disk disk;
    disk.spill = options.spill;
    disk.failed = [&result](const std::string& failure) { result.disk_failures.push_back(failure); };
    disk.remarked = [&result](const std::string& remark) { result.disk_remarks.push_back(remark); };
    if (options.checkpoints.empty()) return disk;
    disk.checkpoints = checkpoint_folder(options, result.subject);
    disk.every = options.checkpoint_every;
    disk.resume = options.resume;
    disk.made_by = reports::digest(reports::read_file("/proc/self/exe").content);
    return disk;
}

ExitCode make_folder(const std::string& folder, Surroundings& surroundings) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error) return ExitCode::as_expected;
    complain(surroundings, "cannot make the folder " + folder + ": " + error.message());
    return ExitCode::input_output;
}

ExitCode prepare_disk(const Options& options, Surroundings& surroundings) {
    const std::string& folder = options.checkpoints;
    std::error_code error;
    if (!options.spill.empty())
        if (const ExitCode made = make_folder(options.spill, surroundings); made != ExitCode::as_expected) return made;
    if (folder.empty()) return ExitCode::as_expected;
    if (options.resume) {
        if (fs::is_directory(folder, error)) return ExitCode::as_expected;
        complain(surroundings, "--resume: there is no folder " + folder);
        return ExitCode::usage;
    }
    if (has_checkpoint(folder)) {
        complain(surroundings, "--checkpoint: " + folder + " has checkpoints of an earlier run; --resume " + folder + " goes on from them; to begin anew, remove the folder");
        return ExitCode::usage;
    }
    return make_folder(folder, surroundings);
}

ExitCode tell_disk_failures(const CheckedSubject& result, Surroundings& surroundings) {
    const std::string what = result.subject.scenario->path + " " + result.subject.variant.name() + ": ";
    for (const std::string& remark : result.disk_remarks) complain(surroundings, what + remark);
    for (const std::string& failure : result.disk_failures) complain(surroundings, what + failure);
    return result.disk_failures.empty() ? ExitCode::as_expected : ExitCode::input_output;
}

void remove_checkpoints(const std::string& folder) {
    std::error_code error;
    fs::remove_all(folder, error);
}

}  // namespace mmapck::cli
