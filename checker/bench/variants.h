// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/explicit/options.h"

namespace mmapck::checker::bench {

/// One way to search.
struct Variant {
    std::string name;              ///< one word, "default"
    std::string words;             ///< what it does
    explicit_::Options options;
    bool reduces = false;          ///< it may visit fewer states than there are
};

/// All ways that are worth measuring. checker/bench/compare measures each of them beside other checkers.
const std::vector<Variant>& variants();

/// Null if there is none of that name.
const Variant* find_variant(const std::string& name);

}  // namespace mmapck::checker::bench
