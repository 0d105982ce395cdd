// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <ostream>

#include "cli/surroundings.h"
#include "model/scenario/identifiers.h"
#include "reports/file.h"

namespace mmapck::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view driver_text = R"text(/* SPDX-License-Identifier: GPL-2.0 */
/*
 * @NAME@: what the device does, and which version of which file this models.
 *
 * Write the hooks as in the kernel. Replace what does not matter to an error
 * path by fault("site", -ERRNO, class): the run may fail there.
 */
#include <mmapck/driver.h>

static struct mutex @NAME@_mutex;

static int @NAME@_mmap_prepare(struct vm_area_desc *desc)
{
	int err;

	mutex_lock(&@NAME@_mutex);
	err = fault("@NAME@_mmap_prepare", -EBUSY, FAULT_DRIVER);
	if (err)
		goto err_unlock;
	if (desc->pgoff + vma_desc_pages(desc) > file_inode(desc->file)->i_size) {
		err = -EINVAL;
		goto err_unlock;
	}
	return 0;	/* the mutex is held until complete or abort */

err_unlock:
	mutex_unlock(&@NAME@_mutex);
	return err;
}

static int @NAME@_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	mutex_unlock(&@NAME@_mutex);
	return 0;
}

static void @NAME@_mmap_abort(struct file *file, int vm_private_data, int context)
{
	mutex_unlock(&@NAME@_mutex);	/* leave this line out and run again */
}

DRIVER(@NAME@, .mmap_prepare = @NAME@_mmap_prepare,
       .mmap_complete = @NAME@_mmap_complete, .mmap_abort = @NAME@_mmap_abort);
)text";

constexpr std::string_view scenario_text = R"text({
  "scenario": "@NAME@: map and unmap, anything may fail once",
  "kernel": ["rfc-2025-09", "ref"],
  "drivers": ["drivers/@NAME@.c"],
  "files": { "dev": { "driver": "@NAME@", "pages": 2 } },
  "processes": { "p": { "pages": 4 } },
  "tasks": {
    "A": {
      "process": "p",
      "run": [
        "mmap(dev, 0, 2, PROT_READ | PROT_WRITE, MAP_SHARED, 0)",
        "munmap(0, 2)"
      ]
    }
  },
  "faults": { "at_most": 1 },
  "check": "all",
  "expect": "holds"
}
)text";

bool is_identifier(const std::string& name) {
    return !name.empty() && name.size() <= 24 && !std::isdigit(static_cast<unsigned char>(name[0])) &&
           std::all_of(name.begin(), name.end(), [](unsigned char c) { return c < 128 && (std::isalnum(c) || c == '_'); });
}

std::string filled(std::string_view text, const std::string& name) {
    constexpr std::string_view mark = "@NAME@";
    std::string out(text);
    for (std::size_t at = out.find(mark); at != out.npos; at = out.find(mark, at + name.size())) out.replace(at, mark.size(), name);
    return out;
}

struct NewFile {
    fs::path path;
    std::string_view text;
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
    const std::vector<NewFile> files = {{(folder / "drivers" / (name + ".c")).lexically_normal(), driver_text},
                                        {(folder / (name + ".json")).lexically_normal(), scenario_text}};
    if (exists(files, surroundings)) return ExitCode::usage;
    std::error_code error;
    const fs::path drivers = files[0].path.parent_path();
    fs::create_directories(drivers, error);
    if (error) {
        complain(surroundings, "cannot make the folder " + drivers.string() + ": " + error.message());
        return ExitCode::input_output;
    }
    for (const NewFile& file : files) {
        const std::string failure = reports::write_file(file.path.string(), filled(file.text, name));
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
