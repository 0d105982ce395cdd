// SPDX-License-Identifier: Apache-2.0
#include "cli/surroundings.h"

namespace mmapck::cli {

ExitCode matrix(const Options& options, Surroundings& surroundings) {
    Options all = options;
    all.reports = {{"matrix", "-"}};
    all.quiet = true;
    all.save_traces = false;
    return run(all, surroundings);
}

}  // namespace mmapck::cli
