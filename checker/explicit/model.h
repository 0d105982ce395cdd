// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/explicit/cells.h"
#include "checker/explicit/code.h"
#include "checker/explicit/layout.h"
#include "checker/explicit/options.h"

namespace mmapck::checker::explicit_ {

/// A program made ready for the search. Holds a reference to the program.
struct Model {
    Model(const program::Program& p, const Options& options)
        : program(p), cells(p), layout(p, cells, options.share_bits), code(compile(p, cells)) {}

    const program::Program& program;
    Cells cells;
    Layout layout;
    Code code;
};

}  // namespace mmapck::checker::explicit_
