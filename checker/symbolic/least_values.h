// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "checker/symbolic/solver.h"

namespace mmapck::checker::symbolic {

/// A vector that the solver knows, counted as unsigned; only its lower bits matter.
struct Unknown {
    std::string name;
    int bits = 64;
};

/// Finds the least values of several vectors, in the order of dictionaries: the least that the first can have, then the least that the second can have with it, and so on. What the solver
/// happens to choose has no influence on the answer.
class LeastValues {
  public:
    /// The vectors have been declared. The solver must outlive it.
    LeastValues(Solver& solver, std::vector<Unknown> unknowns);

    /// Values for which all holds that the solver was told. Nothing if there are none, or if the solver does not know. Few
    /// questions where few bits are 1; twice as many as there are bits at most.
    std::optional<std::vector<std::int64_t>> find();

    /// Whether the last find() found nothing because there is nothing.
    bool exhausted() const { return exhausted_; }
    std::size_t questions() const { return questions_; }

  private:
    std::string bit(std::size_t unknown, int position) const;
    bool minimize(std::size_t unknown, int low, int high);
    Answer ask(const std::vector<std::string>& literals);

    Solver& solver_;
    std::vector<Unknown> unknowns_;
    std::vector<std::int64_t> proposed_;
    std::vector<std::string> fixed_;     // literals, while values are looked for
    std::size_t questions_ = 0;
    bool exhausted_ = false;
};

}  // namespace mmapck::checker::symbolic
