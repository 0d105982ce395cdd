// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "model/program/program.h"

namespace mmapck::lang::lowering {

/// Thrown inside lower() where a tree cannot become a program; lower() makes a diagnostic of it.
struct Failure {
    program::Position where;
    std::string message;
    std::string suggestion;
};

[[noreturn]] inline void fail(program::Position where, std::string message, std::string suggestion = {}) {
    throw Failure{where, std::move(message), std::move(suggestion)};
}

}  // namespace mmapck::lang::lowering
