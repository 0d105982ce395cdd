// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>

#include "checker/symbolic/system.h"
#include "model/program/cells.h"

/// Internal to transition_system().
namespace mmapck::checker::symbolic {

/// What the construction of all blocks shares.
struct Construction {
    const program::Program& program;
    const program::Cells& cells;
    const Property& property;
    TransitionSystem& system;
    StepConditions* conditions = nullptr;   ///< to be filled in, if not null
};

/// By number of cell, the term of its value.
using Values = std::vector<ExprId>;

/// A program's expressions as terms about the values that cells have.
class Translation {
  public:
    /// The arguments must outlive it. `choice` is the term of Op::choice.
    Translation(Construction& construction, const Values& values, ExprId choice = program::no_expr)
        : construction_(construction), values_(values), choice_(choice) {}

    ExprId operator()(ExprId id);
    ExprId choice() const { return choice_; }
    ExprId value_of(std::size_t cell) const { return values_[cell]; }

  private:
    ExprId translate(const program::Expression& node);
    ExprId element(const program::Expression& node);

    Construction& construction_;
    const Values& values_;
    ExprId choice_;
    std::unordered_map<ExprId, ExprId> known_;
};

/// The order in which the locations of a move are visited: a weak topological order (Bourdoncle 1993), so that what is behind a loop comes
/// after all rounds of it, and ways that leave a loop after different numbers of rounds meet there.
class VisitOrder {
  public:
    VisitOrder(const program::Program& program, LocationId from);

    Visit first(LocationId from) const;
    /// The visit of `to` by a step from a visit of `from`.
    Visit next(const Visit& visit, LocationId from, LocationId to) const;

  private:
    struct Place {
        std::uint32_t position = 0;
        std::vector<LocationId> loops;   // the heads of the loops around it, outermost first; its own if it is one
    };
    void arrange(const std::vector<LocationId>& locations, const std::vector<LocationId>& loops);
    Visit key(LocationId at, const std::vector<std::uint32_t>& rounds) const;

    const program::Program& program_;
    std::unordered_map<LocationId, Place> places_;
};

/// Whether a move that comes here goes on.
inline bool is_inside_move(const program::Location& location) { return !location.interruptible && !location.final; }

/// All moves from one interruptible location. Throws Unsupported.
Block block_from(Construction& construction, LocationId from);

}  // namespace mmapck::checker::symbolic
