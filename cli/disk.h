// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "checker/explicit/options.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/subject.h"
#include "cli/surroundings.h"

/// What --checkpoint, --resume and --spill ask for.
namespace mmapck::cli {

struct CheckedSubject;

/// The folder with the checkpoints of a variant, below that of all.
std::string checkpoint_folder(const Options& options, const Subject& subject);

/// What the main search of a variant keeps on disk. `result` must outlive it: it gets what went wrong.
checker::explicit_::Disk disk_of(const Options& options, CheckedSubject& result);

/// Makes a folder that may be there. Where that cannot be, there is a message.
ExitCode make_folder(const std::string& folder, Surroundings& surroundings);

/// Makes the folders for checkpoints and spilled states, or looks whether there is what --resume asks for. Where not, there is a message, and the answer is not as_expected.
ExitCode prepare_disk(const Options& options, Surroundings& surroundings);

/// Tells what went wrong with the disk in one search.
ExitCode tell_disk_failures(const CheckedSubject& result, Surroundings& surroundings);

/// Removes the checkpoints of a search that came to its end, since all has been told of it.
void remove_checkpoints(const std::string& folder);

}  // namespace mmapck::cli
