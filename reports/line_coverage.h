// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "reports/result.h"

namespace mmapck::reports {

/// Which functions, lines and branches of the model and of drivers some run of a result reaches. What the text of a result has but no program, because
/// nothing calls it or no run can come there, is reached in no result: see complete(). __pure functions and invariants have no steps, and are here only
/// if nothing names them.
struct LineCoverage {
    using Line = std::pair<std::string, std::uint32_t>;                                      ///< file, line
    using Branch = std::tuple<std::string, std::uint32_t, std::uint32_t, std::size_t>;       ///< file, line, column, which way

    struct Function {
        std::string name;
        std::uint64_t results = 0;   ///< in how many it was called
    };
    std::map<Line, Function> functions;          ///< by where they are defined
    std::map<Line, std::uint64_t> lines;         ///< in how many results it was reached
    std::map<Branch, std::uint64_t> branches;

    /// A fault point of the text.
    struct Fault {
        lang::SourceFault point;
        std::string name;            ///< of the function that has it
        Line function;               ///< where that is defined
        bool called = false;         ///< by some program
    };

    /// However many copies of a place inlined calls make, it counts once for each result. O(steps and functions of the text).
    void add(const Checked& checked);

    /// The same, with what the texts of results have and no program does. O(size of the texts).
    LineCoverage complete() const;

    /// The fault points of the texts, those of the model among them; by function, in the order of the text.
    std::vector<Fault> faults() const;

  private:
    struct Text {
        lang::SourceFunction function;
        std::set<Line> expressions;   ///< __pure functions that it calls
    };
    void add_steps(const Checked& checked, const std::vector<std::string>& files);
    void add_functions(const Checked& checked, const std::vector<std::string>& files);
    void add_source(const lang::Source& source);
    std::set<Line> used_expressions() const;

    std::map<Line, Text> texts_;
};

}  // namespace mmapck::reports
