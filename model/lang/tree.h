// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/program/program.h"

/// Model C after Clang has parsed it and the subset has been checked: a small typed tree, free of Clang.
/// import/ makes it from the AST, lower/ makes a program of it. The tree is well-formed by construction: what is not in the subset never gets here.
namespace mmapck::lang::tree {

using program::Position;
using TypeId = std::uint32_t;
using StructId = std::uint32_t;
using VariableId = std::uint32_t;
using FunctionId = std::uint32_t;
using FormulaId = std::uint32_t;   ///< how a number follows from the parameters of a prelude; `none` for a number that does not
inline constexpr std::uint32_t none = ~std::uint32_t{0};

enum class TypeKind : std::uint8_t {
    void_,
    integer,    ///< all integers, bool and enums
    structure,
    pointer,    ///< to a structure
    function,   ///< pointer to function
    array,
};

struct Type {
    TypeKind kind = TypeKind::void_;
    std::string name;             ///< as written: "enum seal_state", "unsigned long", "struct file *"
    // integer
    int bits = 0;                 ///< 1 for bool, else 8, 16, 32, 64
    bool is_signed = false;
    bool is_bool = false;
    bool is_enum = false;
    std::vector<std::pair<std::int64_t, std::string>> enumerators;  ///< ascending by value
    // structure, pointer
    StructId structure = none;    ///< of the structure or of what is pointed to; none for void *
    // array
    TypeId element = none;
    std::uint64_t count = 0;
    FormulaId formula = none;     ///< of the count
    friend bool operator==(const Type&, const Type&) = default;
};

/// The values that may be stored; from the enum, the bit-field, range() or the width of the type.
struct Domain {
    std::int64_t low = 0;
    std::int64_t high = 0;
    FormulaId low_formula = none;
    FormulaId high_formula = none;
};

struct Field {
    std::string name;
    TypeId type = none;
    Domain domain;         ///< for integers and arrays of integers
    std::string indexed_by;  ///< arrays: the tag of the enum that names the elements, or "__mmapck_task"
    Position where;
};

struct Structure {
    std::string name;      ///< "struct inode"; for typedefs of unnamed structs the typedef's name
    std::vector<Field> fields;
    Position where;
};

enum class ExpressionKind : std::uint8_t {
    constant,      ///< value
    variable,      ///< variable
    member,        ///< operands[0].field, operands[0] a structure lvalue
    arrow,         ///< operands[0]->field, operands[0] a pointer
    subscript,     ///< operands[0][operands[1]], operands[0] an array lvalue
    address,       ///< &operands[0], a structure lvalue
    dereference,   ///< *operands[0], a structure lvalue
    function,      ///< a function's name used as a value
    unary,         ///< op: negate, bit_not, logic_not
    binary,        ///< op: arithmetic, bitwise and comparisons (pointers too: equal, not_equal)
    logic_and, logic_or,   ///< short circuit
    conditional,   ///< operands[0] ? operands[1] : operands[2]
    assign,        ///< operands[0] = operands[1]; of structures too
    compound,      ///< operands[0] op= operands[1], computed in type `compute`
    increment,     ///< ++ or -- by value (+1, -1); `postfix`
    cast,          ///< integer conversion of operands[0] to `type`, or a pointer to and from void * or NULL
    call,          ///< function(operands...)
    call_pointer,  ///< operands[0](operands[1...]); operands[0] a function pointer
    initializer,   ///< {...}: operands by field or element in order; all are there, zeros are constants
    comma,         ///< operands[0], operands[1]
    builtin,       ///< one of the __mmapck_ functions and of the pool functions
};

enum class Builtin : std::uint8_t {
    task, wait, assume, check, choose, fault, fault_choose, event, subject,   ///< __mmapck_...
    pool_alloc, pool_free, pool_at, pool_index,                               ///< `variable` is the pool's array
};

struct Expression {
    ExpressionKind kind = ExpressionKind::constant;
    TypeId type = none;
    Position where;
    std::int64_t value = 0;                 ///< constant; increment
    FormulaId formula = none;               ///< of a constant, or of the number of zeros in an initializer
    VariableId variable = none;             ///< variable; pool builtins: the array of objects
    FunctionId function = none;             ///< call, function
    std::uint32_t field = 0;                ///< member, arrow: index in Structure::fields
    program::Op op = program::Op::constant; ///< unary, binary, compound (with the signedness of the operands)
    TypeId compute = none;                  ///< compound: the type in which it is computed
    bool postfix = false;
    Builtin builtin = Builtin::task;
    std::vector<std::string> strings;       ///< builtins: their string literals, in order
    std::vector<Expression> operands;       ///< builtins: their other arguments, in order
    std::string text;                       ///< as written in the source, white space collapsed; calls, builtins, assignments and conditions have it
};

enum class StatementKind : std::uint8_t {
    empty,
    expression,   ///< expressions[0]
    declaration,  ///< variable, and its initialiser in expressions[0] if it has one
    block,        ///< statements
    if_,          ///< expressions[0]; statements[0], and statements[1] if there is an else
    while_,       ///< expressions[0]; statements[0]
    do_while,     ///< statements[0]; expressions[0]
    for_,         ///< statements[0] init, expressions[0] condition, expressions[1] increment, statements[1] body; what is missing is `empty` or constant 1
    switch_,      ///< expressions[0]; statements[0], a block in which case_ and default_ labels stand
    case_,        ///< values low..high; statements[0] follows the label
    default_,     ///< statements[0] follows the label
    break_, continue_,
    goto_,        ///< label
    label,        ///< label; statements[0] follows it
    return_,      ///< expressions[0] if it returns a value
};

struct Statement {
    StatementKind kind = StatementKind::empty;
    Position where;
    std::string label;
    std::int64_t low = 0, high = 0;
    VariableId variable = none;
    std::vector<Expression> expressions;
    std::vector<Statement> statements;
    std::string text;             ///< as written, without what it contains: "if (err)", "return err;"
};

enum class Storage : std::uint8_t { global, local, parameter };

struct Variable {
    std::string name;
    TypeId type = none;
    Storage storage = Storage::global;   ///< static locals are global
    bool is_const = false;
    Domain domain;                       ///< for integers and arrays of integers
    std::optional<Expression> initial;   ///< globals: constant expressions only; none is zero
    std::string pool;                    ///< for a pool's array of objects: the pool's name
    std::string indexed_by;              ///< arrays: the tag of the enum that names the elements, or "__mmapck_task"
    std::string named_by;                ///< arrays of structures: the tag of the enum whose enumerators are the objects' names
    Position where;
};

enum class Role : std::uint8_t { ordinary, setup, task, daemon, teardown, invariant };

struct Function {
    std::string name;
    TypeId result = none;
    std::vector<VariableId> parameters;
    Statement body;                      ///< a block; empty function pointers' targets have one too
    bool pure = false;
    bool atomic = false;
    bool system_call = false;
    bool notrace = false;
    bool primitive = false;              ///< defined in a file below include/mmapck/
    Role role = Role::ordinary;
    std::string role_name;               ///< of the task or the invariant
    program::Moment moment = program::Moment::every_step;  ///< invariants
    std::string words;                   ///< invariants
    Position where;
};

/// A whole translation unit, in source order. Functions that are declared but never defined are not in it.
struct Unit {
    std::vector<std::string> files;      ///< names for Position::file
    std::vector<Type> types;
    std::vector<Structure> structures;
    std::vector<Variable> variables;
    std::vector<Function> functions;
};

}  // namespace mmapck::lang::tree
