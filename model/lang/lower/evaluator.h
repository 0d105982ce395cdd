// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/lang/lower/context.h"

namespace mmapck::lang::lowering {

/// Where the locals of one task are: what a name stands for while its function runs, and cells for the others.
struct Storage {
    TaskId task = program::none;         ///< none: of an invariant
    std::vector<ExprId> bound;           ///< by VariableId: the value that it has, where it needs no cell
    std::vector<VarId> cells;            ///< by VariableId; none until it is needed

    Storage(TaskId of, std::size_t variables) : task(of), bound(variables, no_expr), cells(variables, program::none) {}
};

/// An lvalue.
struct Place {
    tree::TypeId type = tree::none;      ///< of what stands there
    VarId variable = program::none;      ///< scalars and arrays of them; none if there is no such object at all
    ExprId index = no_expr;              ///< of the (first) cell; no_expr: the cell of a scalar
    ExprId object = no_expr;             ///< structures and arrays of them: the pointer to the (first) one
    ExprId valid = no_expr;              ///< total evaluation: where this is 0 there is nothing to read; no_expr: always valid
};

/// What stands for an operand that became a step of its own.
struct Hoisted {
    const tree::Expression* expression = nullptr;
    ExprId value = no_expr;
};

/// Evaluates expressions of the tree for one step: values, and into the step, what is checked, stored, freed and told on the way.
/// Also runs __pure functions and invariants symbolically.
class Evaluator {
  public:
    /// All outlive the evaluator. `total`: no checks; what is not there reads as 0 (invariants).
    Evaluator(Context& context, Storage& storage, program::Step& step, const std::vector<Hoisted>& hoisted, bool total = false);

    ExprId value(const tree::Expression& e);
    ExprId truth(const tree::Expression& e) { return fold_.truth(value(e)); }
    /// The value to be stored into a cell of type `to`: a conversion to a narrower type is left out, so that a value that does not fit
    /// is the violation "domain" and is never cut silently.
    ExprId stored(const tree::Expression& e, tree::TypeId to);
    Place place(const tree::Expression& e);
    ExprId read(const Place& place);
    void store(const Place& place, ExprId value);

    /// The place of a declared variable.
    Place place_of(tree::VariableId variable);
    /// Stores an initialiser, a copy (any other structure expression), or zeros (null) into an object.
    void store_object(const Place& place, const tree::Expression* source);
    /// Adds what pool_free does: the object and all it embeds are zero, and pointers to them dangle.
    void release(tree::StructId structure, ExprId object);
    void check(ExprId condition, std::string_view kind, std::string words);

    /// Runs a __pure function or an invariant.
    ExprId call_pure(const tree::Function& function, std::vector<ExprId> arguments, Position where);
    /// What __mmapck_subject() was told; no_expr: nothing.
    ExprId subject() const { return subject_; }

  private:
    friend class PureRun;

    ExprId binary(const tree::Expression& e);
    ExprId operation(Op op, ExprId a, ExprId b, const tree::Type& type, const tree::Expression& e);
    ExprId short_circuit(const tree::Expression& e);
    ExprId conditional(const tree::Expression& e);
    ExprId assignment(const tree::Expression& e);
    ExprId compound(const tree::Expression& e);
    ExprId cast(const tree::Expression& e);
    ExprId builtin(const tree::Expression& e);
    ExprId pool_alloc(const tree::Expression& e);
    ExprId pool_at(const tree::Expression& e);
    ExprId pool_index(const tree::Expression& e);
    ExprId function_number(tree::FunctionId function) const;
    void set_local(const tree::Expression& place, ExprId value);

    /// Evaluates where `condition` holds only.
    template <class Body>
    ExprId under(ExprId condition, Body body) {
        const ExprId before = path_;
        path_ = fold_.both(path_, condition);
        const ExprId result = body();
        path_ = before;
        return result;
    }

    Place field(const Place& structure, tree::StructId s, std::uint32_t index);
    Place element(const Place& array, ExprId index, const tree::Expression& e);
    Place pointee(const tree::Expression& pointer);
    VarId cell(tree::VariableId variable);
    void store_fields(tree::StructId s, const Place& object, const tree::Expression* source);
    void store_array(const Place& place, const tree::Expression* source);
    void copy(tree::StructId s, const Place& to, const Place& from);
    void zero(const Place& place);

    Context& context_;
    Fold& fold_;
    Storage& storage_;
    program::Step& step_;
    const std::vector<Hoisted>& hoisted_;
    bool total_;
    bool pure_ = false;          ///< inside a pure function: locals are values
    ExprId path_;                ///< under which condition what is evaluated is evaluated
    ExprId subject_ = no_expr;
};

}  // namespace mmapck::lang::lowering
