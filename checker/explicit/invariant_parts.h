// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "checker/explicit/cells.h"
#include "checker/explicit/code.h"

namespace mmapck::checker::explicit_ {

/// The invariants of states between moves, cut into parts, and which cells each part depends on: after a move that wrote some cells,
/// only parts that depend on one of them can have changed.
struct InvariantParts {
    /// `code` must outlive it. O(parts x cells).
    InvariantParts(const program::Program& program, const Cells& cells, const std::vector<program::Interval>& worth, const Code& code);

    /// A clause of an invariant, or (null) its subject; an invariant without clauses has this part alone.
    struct Part {
        std::uint32_t invariant;
        const CompiledClause* clause;
    };

    /// The invariants of one moment. Their parts, invariant after invariant, are bits of the words first..last-1 of a set of parts.
    struct Group {
        program::ExprId moment;  ///< whether it is now; no_expr: always
        Routine is_now;          ///< its value
        std::vector<std::uint32_t> invariants;
        std::vector<Part> parts;
        std::uint32_t first;
        std::uint32_t last;
    };

    std::vector<Group> groups;
    std::uint32_t set_words = 0;          ///< of a set of parts
    std::vector<std::uint64_t> readers;   ///< by cell, set_words each: the parts that depend on it
    std::vector<std::uint8_t> is_read;    ///< by cell: whether some part does; of most cells that a move writes, none

    /// Adds the parts that depend on a cell to a set.
    void touch(std::uint32_t cell, std::vector<std::uint64_t>& set) const {
        if (is_read[cell] == 0) return;
        for (std::uint32_t word = 0; word < set_words; ++word) set[word] |= readers[std::size_t{cell} * set_words + word];
    }

    /// Whether a set has parts of this group.
    static bool any(const Group& group, const std::vector<std::uint64_t>& set) {
        return std::any_of(set.begin() + group.first, set.begin() + group.last, [](std::uint64_t word) { return word != 0; });
    }

  private:
    void add_group(const program::Program& program, const Code& code, program::Moment moment, program::ExprId expression,
                   const Routine& is_now);
    void mark_readers(const program::Program& program, const Cells& cells, const std::vector<program::Interval>& worth,
                      const Group& group);
};

}  // namespace mmapck::checker::explicit_
