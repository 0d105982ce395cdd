// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "checker/replay/interpreter.h"

namespace mmapck::reports {

/// One line of a state as the viewer shows it: a cell, or a lock with those who have it.
struct StatePart {
    std::string group;  ///< the object that it belongs to, "vma#1"; "locks"; empty for what belongs to no object
    std::string name;   ///< "vm_start", "plr.i_mmap_rwsem", "allocated"
    program::VarId variable = 0;
    std::uint32_t cell = 0;
    const program::Lock* lock = nullptr;
};

/// All parts of the states of a program, in the order of cells; a lock stands where its first cell is.
class StateParts {
  public:
    explicit StateParts(const checker::replay::Interpreter& interpreter);

    const std::vector<StatePart>& all() const { return parts_; }

    /// The part that a cell is shown in, or -1 for bookkeeping that is not shown.
    std::int32_t part_of(std::size_t cell) const { return part_of_[cell]; }

    /// "free", "A (write)", "VM_READ|VM_WRITE", ...
    std::string value(const checker::replay::State& state, std::size_t part) const;

  private:
    void add(program::VarId variable, std::uint32_t cell, std::map<const program::Lock*, std::int32_t>& locks);

    const checker::replay::Interpreter& interpreter_;
    std::vector<StatePart> parts_;
    std::vector<std::int32_t> part_of_;  // by cell of a state
};

/// Whether a value says nothing: 0, NULL, false, free.
bool is_blank(const std::string& value);

}  // namespace mmapck::reports
