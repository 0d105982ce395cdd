// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/program/program.h"

namespace mmapck::checker::exports {

/// Identifiers of a program's variables and tasks that both languages accept, each once.
struct Names {
    std::vector<std::string> variables;   ///< by VarId, "v_vma_allocated"
    std::vector<std::string> tasks;       ///< by TaskId: where the task is, "at_A"
};

Names names_of(const program::Program& program);

/// "step_12".
std::string numbered(const char* name, std::size_t number);

/// A text that can stand in any comment and string literal of both languages.
std::string harmless(std::string_view text);

/// "file.c:12: mutex_lock(&m)", harmless.
std::string comment_of(const program::Program& program, const program::Step& step);

}  // namespace mmapck::checker::exports
