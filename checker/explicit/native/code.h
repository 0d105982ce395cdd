// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "checker/explicit/model.h"
#include "checker/explicit/native/demand.h"
#include "checker/explicit/native/run.h"

namespace mmapck::checker::explicit_ {

/// A model's moves and invariants as machine code of this machine, made in process by LLVM's just-in-time compiler (ORC). What is rare
/// it leaves to the interpreter: moves that nobody wanted compiled, violations, steps never taken before, subjects and lock orders never seen before.
/// Immutable: any number of threads may use it.
class NativeCode {
  public:
    /// What is wanted; all else is that of `before`, which may be null. `model` must outlive it. Null, with the reason in `error`, where LLVM does
    /// not know this machine. Takes half a millisecond for the moves from one location.
    static std::shared_ptr<const NativeCode> compile(const Model& model, const native::Known& known, const native::Wanted& wanted,
                                                     std::shared_ptr<const NativeCode> before, std::string& error);
    virtual ~NativeCode() = default;

    /// The moves of a task from a stored location, by TaskId and its number in Section::stored; null: there is no code.
    std::vector<std::vector<native::Move>> moves;

    /// By group of InvariantParts.
    struct Group {
        native::Condition is_now = nullptr;  ///< null: always
        std::vector<native::Condition> parts;   ///< each must hold; null: it always does
    };
    std::vector<Group> groups;

  protected:
    NativeCode() = default;
};

}  // namespace mmapck::checker::explicit_
