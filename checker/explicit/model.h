// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/explicit/cells.h"
#include "checker/explicit/code.h"
#include "checker/explicit/invariant_parts.h"
#include "checker/explicit/layout.h"
#include "checker/explicit/options.h"
#include "model/program/live_cells.h"

namespace mmapck::checker::explicit_ {

/// A program made ready for the search. Holds a reference to the program.
struct Model {
    Model(const program::Program& p, const Options& options)
        : program(p), cells(p), worth(explicit_::worth(p, cells)), live(options.share_bits ? live_cells(p, program::Cells(p)) : LiveCells{}),
          layout(p, cells, worth, live), code(compile(p, cells, worth, live)), parts(p, cells, worth, code) {}
    Model(const Model&) = delete;
    Model& operator=(const Model&) = delete;

    const program::Program& program;
    Cells cells;
    std::vector<program::Interval> worth;  ///< by ExprId
    LiveCells live;
    Layout layout;
    Code code;
    InvariantParts parts;
};

}  // namespace mmapck::checker::explicit_
