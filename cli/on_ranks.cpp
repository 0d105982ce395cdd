// SPDX-License-Identifier: Apache-2.0
#include "cli/on_ranks.h"

#include <ostream>
#include <sstream>

#include "checker/distributed/open_ranks.h"
#include "cli/watch.h"

namespace mmapck::cli {

namespace {

using checker::distributed::LostRank;
using checker::distributed::OpenedRanks;
using checker::distributed::Ranks;

ExitCode lost(Surroundings& surroundings, const LostRank& error) {
    complain(surroundings, std::string("a rank was lost: ") + error.what() + "; the run is given up, and no report is written");
    surroundings.err.flush();
    return ExitCode::input_output;
}

/// What the others would print, rank 0 prints; but for what goes wrong there alone.
ExitCode execute_silently(const Options& options, Surroundings& surroundings, Ranks& ranks) {
    std::ostringstream out, err;
    Surroundings silent{out, err};
    silent.ranks = &ranks;
    const ExitCode code = execute(options, silent);
    if (code != ExitCode::internal) return ExitCode::as_expected;
    surroundings.err << "on rank " << ranks.own() << ": " << err.str();
    surroundings.err.flush();
    return code;
}

}  // namespace

ExitCode execute_on_ranks(std::uint32_t rank, const Options& options, Surroundings& surroundings) {
    if (options.command != "run" || options.help || options.version) return rank == 0 ? execute(options, surroundings) : ExitCode::as_expected;
    watch(rank);
    OpenedRanks opened;
    try {
        opened = checker::distributed::open_ranks();
    } catch (const LostRank& error) {
        return lost(surroundings, error);
    }
    if (!opened.ranks) {
        if (rank == 0) complain(surroundings, opened.error);
        return ExitCode::usage;
    }
    Ranks& ranks = *opened.ranks;
    surroundings.ranks = ranks.own() == 0 ? &ranks : nullptr;
    ExitCode code = ExitCode::internal;
    try {
        code = ranks.own() == 0 ? execute(options, surroundings) : execute_silently(options, surroundings, ranks);
    } catch (const LostRank& error) {
        code = lost(surroundings, error);
        ranks.abandon(int(code));
    }
    surroundings.err.flush();
    if (code == ExitCode::internal) ranks.abandon(int(code));   // the others may wait for this one
    return code;
}

}  // namespace mmapck::cli
