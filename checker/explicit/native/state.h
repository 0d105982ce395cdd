// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "checker/explicit/model.h"
#include "checker/explicit/native/ir.h"

namespace mmapck::checker::explicit_::native {

/// The state as a generated function sees it: a packed state, read and written in place, and a task's own cells, which are not in its
/// words while the task moves.
class State {
  public:
    /// Reads only, for conditions on shared cells. `words`: a packed state.
    State(Ir& ir, const Model& model, Value words) : ir_(ir), model_(model), words_(words), entry_(ir.current()) {}

    /// For moves of the task that is at stored location number `number`.
    State(Ir& ir, const Model& model, Value words, program::TaskId task, std::uint32_t number);

    Value load(std::uint32_t cell);
    void store(std::uint32_t cell, Value value);

    /// Element `index` of an array; 0 outside. `worth`: what the index may be.
    Value load_element(program::VarId array, program::Interval worth, Value index);
    /// The index must be inside.
    void store_element(program::VarId array, program::Interval worth, Value index, Value value);

    /// Writes the task's section: it is at this stored location now.
    void write_section(std::uint32_t number);

  private:
    /// Elements side by side in one word, of one width and lowest value, so that an index is a shift.
    struct Row {
        std::int64_t first, last;
        Field field;          // of the first
        std::uint32_t width;  // 0: a cell of its own
    };

    program::Interval indices(program::VarId array) const;
    std::vector<Row> rows(program::VarId array, program::Interval indices) const;
    const Field* shared_field(std::uint32_t cell) const;
    Value load_word(std::uint32_t word) { return ir_.load(ir_.word(words_, word)); }
    void store_word(Value value, std::uint32_t word) { ir_.store(value, ir_.word(words_, word)); }
    Value own(std::uint32_t cell);
    Value decode(Value word, const Field& field);
    Value encode(Value value, const Field& field);
    Value inside(const Row& row, Value index);
    Value shift(const Row& row, Value index);

    Ir& ir_;
    const Model& model_;
    Value words_;
    const Section* section_ = nullptr;
    std::uint32_t number_ = 0;
    BasicBlock entry_ = nullptr;       // where own cells get their first values
    std::map<std::uint32_t, Value> own_;  // variables, by cell
};

}  // namespace mmapck::checker::explicit_::native
