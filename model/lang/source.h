// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/program/program.h"

namespace mmapck::lang {

namespace tree {
struct Unit;
}

/// A condition in the text of a function.
struct SourceBranch {
    std::uint32_t line = 0, column = 0;
    std::size_t ways = 2;
};

/// A fault point in the text of a function.
struct SourceFault {
    std::string site;
    program::FaultClass fault_class = program::FaultClass::driver;
    std::int64_t error = 0;      ///< as in program::Fault
    std::uint32_t line = 0;
};

/// A function of the text, whether or not anything calls it.
struct SourceFunction {
    std::string name;
    program::FileId file = program::none;      ///< in Source::files
    std::uint32_t line = 0;                    ///< where it is defined; as in program::Frame
    bool is_expression = false;                ///< __pure, or an invariant: it has no steps
    bool is_invariant = false;
    std::vector<std::uint32_t> step_lines;     ///< ascending: a run that comes there takes a step
    std::vector<std::uint32_t> other_lines;    ///< ascending: a run that comes there takes one unless nothing needs it
    std::vector<SourceBranch> branches;
    std::vector<SourceFault> faults;
    std::vector<std::size_t> expressions;      ///< the __pure functions that it calls, by their place in Source::functions; ascending
};

/// The functions of a translation unit, those of its includes among them.
struct Source {
    std::vector<std::string> files;
    std::vector<SourceFunction> functions;
};

/// What coverage has to know of a text apart from the program that is made of it. O(size of the text).
Source source_of(const tree::Unit& unit);

}  // namespace mmapck::lang
