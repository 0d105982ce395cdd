// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "checker/replay/interpreter.h"
#include "conformance/recording.h"
#include "conformance/table.h"
#include "conformance/unit.h"

namespace mmapck::conformance {

using checker::replay::Interpreter;
using checker::replay::State;

/// The program of one unit and what is where in it. All that knows how the model keeps what a recording says is here and in unit.cpp.
class Model {
  public:
    /// Checks of these kinds only warn: the program goes on.
    Model(program::Program program, World world, const std::set<std::string>& warning_kinds);

    const program::Program& program() const { return program_; }
    const World& world() const { return world_; }

    /// The task with that role; the unit has one of each.
    program::TaskId task(program::TaskKind kind) const;

    /// The function whose code a step is; of a call, the one called.
    const std::string& function_of(const program::Step& step) const;
    /// The functions whose code a step is part of, innermost first, without the task.
    std::vector<std::string> functions_around(const program::Step& step) const;
    /// Whether the program has a function of that name.
    bool has_function(const std::string& name) const { return functions_.count(name) != 0; }
    /// The checks of a step that only warn.
    const std::vector<program::Check>& warnings(const program::Step& step) const;
    /// The functions around a fault point, outermost first, without the task.
    std::vector<std::string> stack_of(program::FaultId fault) const;

    /// The cell of a field of an object (pointer value), or of a global with object 0; 0 where the model has no such field.
    std::int64_t field(const State& state, const std::string& variable, std::int64_t object = 0, std::int64_t element = 0) const;

    /// The letter of the file that an object belongs to, by the object's name: "files[2].f_count", "inodes[2].i_data.i_mmap_rwsem".
    std::string file_of(program::TableId table, std::int64_t object) const;
    const std::string& name_of(program::TableId table, std::int64_t object) const;
    /// Another owner of references to this object gives one to `owner`; false: there is none.
    bool lend_reference(State& state, std::int64_t object, std::int64_t owner) const;
    /// All references to the file with that letter.
    std::int64_t references(const State& state, const std::string& file) const;

    /// VMAs that exist, by instance from 1.
    std::vector<std::int64_t> vmas(const State& state) const;
    /// Without its name.
    Vma vma(const State& state, std::int64_t instance) const;
    bool is_linked(const State& state, std::int64_t instance) const;
    /// Its ops have a close hook.
    bool has_close(const State& state, std::int64_t instance) const;
    Counters counters(const State& state) const;
    /// i_mmap_writable and the i_mmap lock of each file, by letter; refs as a recording counts them; without rmap.
    std::map<std::string, FileState> files(const State& state) const;

  private:
    std::vector<std::string> functions_from(program::FrameId frame) const;
    void take_warnings(const std::set<std::string>& kinds);
    std::string flags(std::int64_t value) const;
    std::string ops(std::int64_t value) const;
    std::size_t file_index(const std::string& letter) const;

    program::Program program_;
    World world_;
    std::map<std::string, program::VarId> variables_;
    std::vector<std::size_t> first_cell_;
    std::map<std::string, program::TableId> tables_;
    std::set<std::string> functions_;
    std::vector<std::pair<std::int64_t, std::string>> flag_words_;
    std::map<program::StepId, std::vector<program::Check>> warnings_;
};

}  // namespace mmapck::conformance
