// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/program/expression.h"
#include "model/program/interval.h"

/// The intermediate form that every engine reads: a finite control-flow program.
///
/// ## How a program runs
///
/// A state is one value for each cell of each variable, and a location for each task. The initial
/// state has every cell at its initial value and every task at its first location.
///
/// A **step** of a task leads from the task's location to another. It is enabled when its guard is not 0. Taking it means,
/// in this order and all on values before the step:
///   1. for a step with a choice, one value v with low <= v <= high is chosen (none if low > high: the
///      step is not enabled); Op::choice is v in all that follows;
///   2. `checks` are evaluated in order; the first whose condition is 0 is a violation, and the run ends;
///   3. `assumption`, if it is 0, discards the run: the step was never possible;
///   4. indices and values of the assignments are evaluated. An index outside the array is the violation "out-of-bounds", a value
///      outside the variable's domain is the violation "domain"; the first assignment in order decides;
///   5. all values are stored (of two stores to one cell the later one stays), then `frees` are carried out in order;
///   6. the task is at the new location.
///
/// A **move** is what one task does while no other task runs: one step from an interruptible location, then, as long as the
/// task is at a location that is not interruptible, further steps. A move ends at an interruptible location or at a final one. If a location
/// on the way has no enabled step (or all are discarded), the move is not possible, unless a violation comes first.
/// A move longer than `max_move_steps` steps is the violation "unbounded-loop". Runs are sequences of moves; states between the steps of a move are not states of the
/// program. A trace is a list of the steps taken; a trace's length counts moves.
///
/// A state in which no task has a move is a **deadlock** unless every task is at a final location or at one that `may_wait`.
///
/// A step that takes a **fault** costs 1; the cost of a run is the sum, at most `Program::max_faults`.
///
/// **Invariants**: `every_step` holds after every move and initially; `quiescence` after every move (and initially) where `Program::quiescent` is
/// not 0; `end` where `Program::ended` is not 0; `at_return` after each step of kind system_return, within the move, on the
/// values after that step, and only the variants of the invariant that belong to the returning task.
namespace mmapck::program {

using TaskId = std::uint32_t;
using LocationId = std::uint32_t;
using StepId = std::uint32_t;
using FrameId = std::uint32_t;
using TableId = std::uint32_t;
using FileId = std::uint32_t;
using FaultId = std::uint32_t;
inline constexpr std::uint32_t none = ~std::uint32_t{0};

/// Steps in one move; more is the violation "unbounded-loop".
inline constexpr std::uint32_t max_move_steps = 20'000;

/// The kinds of violations that engines and the compiler find by construction. Checks
/// in model C may name further kinds.
namespace kind {
inline constexpr std::string_view deadlock = "deadlock";
inline constexpr std::string_view lock_order = "lock-order";
inline constexpr std::string_view domain = "domain";
inline constexpr std::string_view out_of_bounds = "out-of-bounds";
inline constexpr std::string_view unbounded_loop = "unbounded-loop";
inline constexpr std::string_view null_dereference = "null-dereference";
inline constexpr std::string_view use_after_free = "use-after-free";
inline constexpr std::string_view double_free = "double-free";
inline constexpr std::string_view null_call = "null-call";
inline constexpr std::string_view division_by_zero = "division-by-zero";
inline constexpr std::string_view shift_range = "shift-out-of-range";
inline constexpr std::string_view pool_exhausted = "pool-exhausted";
inline constexpr std::string_view lock_held_at_return = "lock-held-at-return";
}  // namespace kind

/// A place in a source file. Line and column count from 1; 0 means not known.
struct Position {
    FileId file = none;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    friend bool operator==(const Position&, const Position&) = default;
};

/// How values of a variable are printed.
enum class Display : std::uint8_t { number, boolean, enumeration, flags, pointer, function, error };

/// Type of a variable's values. Enumerators and function names are in `names`.
struct Type {
    Display display = Display::number;
    std::string name;                                        ///< as declared, "enum seal_state"
    std::vector<std::pair<std::int64_t, std::string>> names; ///< value -> name, ascending by value
    TableId table = none;                                    ///< for pointers: what they point to
    friend bool operator==(const Type&, const Type&) = default;
};

/// All objects of one struct type that a pointer may name. Pointer value 0 is NULL, 1..n are
/// the instances, n+1..2n are the same instances after they were freed (dangling pointers).
struct Table {
    std::string type;                     ///< "struct vm_area_struct"
    std::vector<std::string> instances;   ///< printable names, "vma#1", "plr.i_mmap_rwsem"
    friend bool operator==(const Table&, const Table&) = default;
};

/// Who can read and write a cell.
inline constexpr TaskId shared = none;

/// A scalar (one cell) or an array of cells of one type and domain.
struct Variable {
    std::string name;                   ///< printable; for a field of a table "vm_area_struct.vm_start"
    std::uint32_t type = 0;             ///< index in Program::types
    std::int64_t low = 0;               ///< smallest value of the domain
    std::int64_t high = 0;              ///< largest value of the domain, low <= high
    std::uint32_t count = 1;            ///< number of cells, >= 1
    std::vector<std::int64_t> initial;  ///< one per cell, or a single one for all
    /// Owner of each cell (one per cell, or a single one for all): a task whose steps alone use the cell, or `shared`.
    /// Only the frees of other tasks' steps may touch an owned cell.
    std::vector<TaskId> owner{shared};
    /// What each cell holds in every run, dangling pointers included; one per cell, or empty if no more is known than the domain. Found by
    /// narrow_domains; stores are checked against the domain alone.
    std::vector<Interval> held;
    TableId table = none;               ///< the table whose field this is: cell i belongs to instance i + 1; or none
    std::string field;                  ///< field path within the table's struct, "i_mmap_rwsem.writer"
    Position where;

    std::int64_t initial_of(std::uint32_t cell) const { return initial.size() == 1 ? initial[0] : initial[cell]; }
    TaskId owner_of(std::uint32_t cell) const { return owner.size() == 1 ? owner[0] : owner[cell]; }
    friend bool operator==(const Variable&, const Variable&) = default;
};

/// `variable[index] := value`. For a scalar, index is no_expr.
struct Assignment {
    VarId variable = 0;
    ExprId index = no_expr;
    ExprId value = no_expr;
    friend bool operator==(const Assignment&, const Assignment&) = default;
};

/// A condition that must hold, and what it means if it does not.
struct Check {
    ExprId condition = no_expr;
    std::string kind;   ///< stable name, "double-lock"
    std::string words;  ///< one sentence for people
    friend bool operator==(const Check&, const Check&) = default;
};

/// Makes pointers dangle: every cell of a variable whose type points to `table` and whose value
/// is `object` (1..n) becomes `object` + n. Nothing happens when object is 0 or more than n.
struct Free {
    TableId table = 0;
    ExprId object = no_expr;
    friend bool operator==(const Free&, const Free&) = default;
};

/// What the ledger and the lock-order graph are told. Evaluated on values before the step.
enum class EventKind : std::uint8_t {
    acquire, release, downgrade,   // locks
    get, put,                      // references
    charge, uncharge,              // accounts
    owe, settle,                   // obligations
};

struct Event {
    EventKind kind = EventKind::acquire;
    TableId table = none;          ///< what kind of object
    ExprId object = no_expr;       ///< which one: a pointer value of that table
    ExprId detail = no_expr;       ///< lock mode, reference owner or amount
    friend bool operator==(const Event&, const Event&) = default;
};

enum class StepKind : std::uint8_t {
    plain,          ///< assignments, checks
    branch,         ///< an outcome of a condition
    call,           ///< enters `frame` of the target location
    result,         ///< leaves the frame of the source location; `result` is what it returns
    system_return,  ///< like result, of a system call: back to user space
    fault,          ///< a fault point that fails: costs one fault
    no_fault,       ///< the same fault point that does not
    choice,         ///< a nondeterministic choice
    wait,           ///< may block
    assume,         ///< may discard the run
    end,            ///< the task's last step
};

struct Step {
    LocationId from = 0;
    LocationId to = 0;
    StepKind kind = StepKind::plain;
    ExprId guard = no_expr;                           ///< no_expr: always enabled
    ExprId choice_low = no_expr, choice_high = no_expr;  ///< both or neither
    std::vector<Check> checks;
    ExprId assumption = no_expr;                      ///< no_expr: none
    std::vector<Assignment> assignments;
    std::vector<Free> frees;
    std::vector<Event> events;
    FaultId fault = none;                             ///< for fault and no_fault
    ExprId result = no_expr;                          ///< for result and system_return: printed; may be no_expr
    std::uint32_t result_type = 0;                    ///< index in Program::types
    Position where;
    std::string text;                                 ///< the source as shown in traces, "mutex_lock(&region_mutex)"
    friend bool operator==(const Step&, const Step&) = default;
};

enum class FrameKind : std::uint8_t { task, function, hook, system_call, primitive };

/// One inlined call. Frames form a tree; the root of each task has no parent.
struct Frame {
    FrameId parent = none;
    FrameKind kind = FrameKind::function;
    std::string function;       ///< "region_mmap_prepare"
    Position call;              ///< where it is called
    Position definition;        ///< where it is defined
    std::string call_text;      ///< the call as written, "mmap(plr, 0, 2, PROT_READ, MAP_SHARED, 0)"
    std::string hook;           ///< for hooks: the member of the ops table, "mmap_prepare"
    bool notrace = false;       ///< traces do not show it
    friend bool operator==(const Frame&, const Frame&) = default;
};

struct Location {
    TaskId task = 0;
    FrameId frame = 0;
    bool interruptible = true;  ///< false: inside a move
    bool final = false;         ///< the task has ended
    bool may_wait = false;      ///< being here for ever is no deadlock
    std::vector<StepId> steps;  ///< leaving steps, in canonical order
    friend bool operator==(const Location&, const Location&) = default;
};

enum class TaskKind : std::uint8_t { setup, normal, daemon, teardown };

struct Task {
    std::string name;
    TaskKind kind = TaskKind::normal;
    LocationId first = 0;
    friend bool operator==(const Task&, const Task&) = default;
};

enum class FaultClass : std::uint8_t { driver, policy, limit, signal, io, space, alloc_may_fail, alloc_theoretical };
const char* name(FaultClass fault_class);   ///< "alloc-may-fail"

/// A fault point, at one inlined place.
struct Fault {
    std::string site;                 ///< as named in the model
    FaultClass fault_class = FaultClass::driver;
    std::int64_t error = 0;           ///< -errno, or 0 where the fault is another result
    FrameId frame = 0;
    Position where;
    bool selected = true;             ///< false: the scenario does not let it fail; there is no fault step
    bool site_named = false;          ///< the scenario selects its site by name
    bool class_named = false;         ///< the scenario selects its class by name
    friend bool operator==(const Fault&, const Fault&) = default;
};

enum class Moment : std::uint8_t { every_step, at_return, quiescence, end };
const char* name(Moment moment);            ///< "every-step", "at-return", "quiescence", "end"

struct Invariant {
    std::string name;       ///< "lock-held-at-return"
    Moment moment = Moment::every_step;
    TaskId task = none;     ///< at_return: the task it is written for; otherwise none
    ExprId condition = no_expr;
    /// Not 0 where what the invariant speaks of exists; no_expr when it has no such mark. An invariant whose
    /// subject is 0 whenever it is evaluated is vacuous.
    ExprId subject = no_expr;
    bool named = false;     ///< the scenario asks for it by name, not with all others
    std::string words;
    Position where;
    friend bool operator==(const Invariant&, const Invariant&) = default;
};

/// One lock, and who has it: the lock-order graph needs both.
struct Lock {
    std::string name;        ///< "plr.i_mmap_rwsem"
    std::string lock_class;  ///< the field or variable, alike for all instances: "inode.i_mmap_rwsem"
    TableId table = none;    ///< struct mutex, struct rw_semaphore, ...
    std::uint32_t instance = 0;  ///< pointer value in that table
    ExprId holders = no_expr;    ///< bit t + 1 set: task t holds it
    friend bool operator==(const Lock&, const Lock&) = default;
};

/// A finite set of variables, tasks and steps. A plain value.
struct Program {
    std::vector<std::string> files;   ///< names for Position::file
    std::vector<Type> types;          ///< type 0 is a plain number
    std::vector<Table> tables;
    std::vector<Variable> variables;
    Expressions expressions;
    std::vector<Task> tasks;
    std::vector<Location> locations;        ///< indexed by LocationId
    std::vector<Step> steps;          ///< indexed by StepId
    std::vector<Frame> frames;
    std::vector<Fault> faults;
    std::vector<Invariant> invariants;
    std::vector<Lock> locks;
    ExprId quiescent = no_expr;       ///< not 0 while no task is inside a system call
    ExprId ended = no_expr;           ///< not 0 once teardown has ended
    std::uint32_t max_faults = 0;     ///< faults in one run, at most

    friend bool operator==(const Program&, const Program&) = default;
};

}  // namespace mmapck::program
