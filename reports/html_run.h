// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <vector>

#include "checker/replay/replay.h"
#include "reports/html_texts.h"
#include "reports/story.h"
#include "reports/tree.h"

namespace mmapck::reports {

/// Steps of one run of which a page has the states.
inline constexpr std::size_t most_steps_with_state = 20'000;

/// A run as the viewer reads it (reports/viewer/data.js), all steps counted from 1 and all texts by number:
///   "frames"  [[parent, function, kind, file, line of the call], ...]: calls that steps are in; parent -1: none
///   "parts"   [[group, name, value at the start], ...]: of the state, those that ever say something
///   "blank"   how many parts say nothing throughout, and are left out
///   "states"  the last step of which the state is known
///   "steps"   [[task, flags, frame, place, returned, part, value, part, value, ...], ...]; flags: 1 begins a move, 2 fault, 4 not finished; returned -1, or
///             left out where nothing follows: nothing
///   "tree"    [[step, task, depth, text, [note, ...], 1 if it cannot have led to the violation], ...]
///   "ledger"  [[kind, words, task, from, to, freed, function, file, line], ...]; to 0: to the end
///   "locks"   [name, ...]
///   "holds"   [[lock, task, 1 for reading, from, to], ...]
///   "waits"   [[lock, task, from, to], ...]
nlohmann::ordered_json run_json(const program::Program& program, const checker::Trace& trace, const std::vector<TreeLine>& tree,
                                const std::vector<Blocked>& blocked, Texts& texts);

/// The kinds of entries of the ledger: "lock", "reference", "charge", "obligation".
const char* entry_kind(program::EventKind kind);

}  // namespace mmapck::reports
