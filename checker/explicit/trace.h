// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

#include "checker/explicit/finding.h"
#include "checker/explicit/link.h"
#include "checker/explicit/model.h"
#include "checker/verdict.h"

namespace mmapck::checker::explicit_ {

/// The moves of the run to a finding, each by the link of the state that it led to. link_of(number): the link of a state that was found.
template <class LinkOf>
std::vector<Link> path_to(const Origin& origin, LinkOf link_of) {
    std::vector<Link> path;
    for (std::uint64_t number = origin.parent; number != 0; number = path.back().parent()) path.push_back(link_of(number));
    std::reverse(path.begin(), path.end());
    if (origin.ordinal != Origin::no_move) path.emplace_back(origin.parent, origin.ordinal);
    return path;
}

/// The run along a path: states were only numbered, so it is found by taking the moves again from the initial state, with the options of the
/// search that found them. O(moves x the branching of their states).
Trace trace_along(const Model& model, const Options& options, const std::vector<Link>& path, const Origin& origin);

}  // namespace mmapck::checker::explicit_
