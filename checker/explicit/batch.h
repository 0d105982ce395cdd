// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "checker/explicit/layout.h"
#include "checker/explicit/link.h"

namespace mmapck::checker::explicit_ {

/// Packed states with their links, in order, that somebody else holds.
struct BatchView {
    const Word* states = nullptr;
    const Link* links = nullptr;
    std::size_t size = 0;
};

/// Packed states with their links, in order.
struct Batch {
    std::vector<Word> states;
    std::vector<Link> links;

    void add(const Word* state, std::uint32_t words, Link link) {
        states.insert(states.end(), state, state + words);
        links.push_back(link);
    }
    void clear() {
        states.clear();
        links.clear();
    }
    std::size_t size() const { return links.size(); }
    BatchView view() const { return {states.data(), links.data(), links.size()}; }
};

}  // namespace mmapck::checker::explicit_
