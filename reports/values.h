// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "model/program/program.h"

/// How the values and the places of a program are written. All results are printable ASCII.
namespace mmapck::reports {

/// "ENOMEM" for 12, by the numbers of asm-generic; empty for a number without a name.
std::string errno_name(std::int64_t number);

/// A value of a type: an enumerator, "true", "VM_READ|VM_WRITE", the name of an instance, "NULL", "freed vma#1", a number.
std::string value_text(const program::Program& program, std::uint32_t type, std::int64_t value);

/// What a function returns: like value_text, but a plain number from -4095 to -1 is an error, "-ENOMEM".
std::string returned_text(const program::Program& program, std::uint32_t type, std::int64_t value);

/// An instance by its pointer value: "region_mutex", "NULL", "freed vma#1".
std::string object_text(const program::Program& program, program::TableId table, std::int64_t object);

/// A cell: "vma#1.vm_start", "plr.i_mmap_writable", "counts[2]".
std::string cell_text(const program::Program& program, program::VarId variable, std::uint32_t cell);

/// "drivers/resctrl.c:41", or empty where the file is not known.
std::string position_text(const program::Program& program, const program::Position& position);

/// "region_mmap_prepare()"; the task for a task's own frame, "task A".
std::string frame_text(const program::Program& program, program::FrameId frame);

}  // namespace mmapck::reports
