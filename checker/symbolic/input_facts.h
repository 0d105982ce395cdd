// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/symbolic/input_tests.h"
#include "model/program/cells.h"

/// Internal to InputTests.
namespace mmapck::checker::symbolic {

struct InputFacts {
    InputFacts(const program::Program& program, const std::vector<OpenVariable>& open);

    const program::Program& program;
    const std::vector<OpenVariable>& open;
    program::Cells cells;
    std::vector<bool> is_open;               ///< by cell
    std::vector<bool> changes;               ///< by cell: a task that runs with others writes it, or frees what it may point to
    std::vector<bool> observed;              ///< by cell: an invariant reads it
    std::vector<bool> dangles;               ///< by cell: the latter
    std::vector<std::vector<bool>> live;     ///< by location, by cell: read later on, or shared
    std::vector<bool> reads_open;            ///< by location: on some way from there, an open variable is read
};

/// Whether other tasks may move while this one runs.
bool runs_with_others(const program::Task& task);

}  // namespace mmapck::checker::symbolic
