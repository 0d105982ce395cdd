// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include "model/program/passes.h"

namespace mmapck::program {
namespace {

const char* symbol(Op op) {
    switch (op) {
        case Op::negate: return "-";
        case Op::bit_not: return "~";
        case Op::logic_not: return "!";
        case Op::add: return "+";
        case Op::subtract: return "-";
        case Op::multiply: return "*";
        case Op::divide: return "/";
        case Op::remainder: return "%";
        case Op::divide_unsigned: return "/u";
        case Op::remainder_unsigned: return "%u";
        case Op::shift_left: return "<<";
        case Op::shift_right: return ">>";
        case Op::shift_right_unsigned: return ">>u";
        case Op::bit_and: return "&";
        case Op::bit_or: return "|";
        case Op::bit_xor: return "^";
        case Op::equal: return "==";
        case Op::not_equal: return "!=";
        case Op::less: return "<";
        case Op::less_equal: return "<=";
        case Op::less_unsigned: return "<u";
        case Op::less_equal_unsigned: return "<=u";
        case Op::logic_and: return "&&";
        case Op::logic_or: return "||";
        default: return name(op);
    }
}

const char* name(StepKind kind) {
    switch (kind) {
        case StepKind::plain: return "plain";
        case StepKind::branch: return "branch";
        case StepKind::call: return "call";
        case StepKind::result: return "result";
        case StepKind::system_return: return "system_return";
        case StepKind::fault: return "fault";
        case StepKind::no_fault: return "no_fault";
        case StepKind::choice: return "choice";
        case StepKind::wait: return "wait";
        case StepKind::assume: return "assume";
        case StepKind::end: return "end";
    }
    return "";
}

const char* name(EventKind kind) {
    switch (kind) {
        case EventKind::acquire: return "acquire";
        case EventKind::release: return "release";
        case EventKind::downgrade: return "downgrade";
        case EventKind::get: return "get";
        case EventKind::put: return "put";
        case EventKind::charge: return "charge";
        case EventKind::uncharge: return "uncharge";
        case EventKind::owe: return "owe";
        case EventKind::settle: return "settle";
    }
    return "";
}

const char* name(TaskKind kind) {
    switch (kind) {
        case TaskKind::setup: return "setup";
        case TaskKind::normal: return "normal";
        case TaskKind::daemon: return "daemon";
        case TaskKind::teardown: return "teardown";
    }
    return "";
}

class Printer {
  public:
    explicit Printer(const Program& program) : program_(program) {}

    std::string expression(ExprId id) {
        write(id);
        return out_.str();
    }

    std::string whole() {
        for (const Table& table : program_.tables) write(table);
        for (const Variable& variable : program_.variables) write(variable);
        for (TaskId task = 0; task < program_.tasks.size(); ++task) write_task(task);
        for (const Fault& fault : program_.faults) write(fault);
        for (const Invariant& invariant : program_.invariants) write(invariant);
        for (const Lock& lock : program_.locks) {
            out_ << "lock " << lock.name << " class " << lock.lock_class << " held ";
            line(lock.holders);
        }
        if (program_.quiescent != no_expr) line("quiescent ", program_.quiescent);
        if (program_.ended != no_expr) line("ended ", program_.ended);
        out_ << "faults at most " << program_.max_faults << '\n';
        return out_.str();
    }

  private:
    void line(ExprId id) {
        write(id);
        out_ << '\n';
    }

    void line(const char* before, ExprId id) {
        out_ << before;
        line(id);
    }

    void optional(const char* before, ExprId id) {
        if (id != no_expr) line(before, id);
    }

    void optional_part(const char* before, ExprId id) {
        if (id == no_expr) return;
        out_ << before;
        write(id);
    }

    void write(ExprId id) {
        if (id == no_expr) {
            out_ << "none";
            return;
        }
        const Expression& node = program_.expressions[id];
        switch (node.op) {
            case Op::constant: out_ << node.value; return;
            case Op::choice: out_ << "choice"; return;
            case Op::load: out_ << program_.variables[node.variable].name; return;
            case Op::element:
                out_ << program_.variables[node.variable].name << '[';
                write(node.a);
                out_ << ']';
                return;
            case Op::conditional:
                out_ << '(';
                write(node.a);
                out_ << " ? ";
                write(node.b);
                out_ << " : ";
                write(node.c);
                out_ << ')';
                return;
            case Op::sign_extend:
            case Op::zero_extend:
                out_ << (node.op == Op::sign_extend ? 's' : 'u') << node.value << '(';
                write(node.a);
                out_ << ')';
                return;
            default: write_operator(node);
        }
    }

    void write_operator(const Expression& node) {
        if (arity(node.op) == 1) {
            out_ << symbol(node.op);
            write(node.a);
            return;
        }
        out_ << '(';
        write(node.a);
        out_ << ' ' << symbol(node.op) << ' ';
        write(node.b);
        out_ << ')';
    }

    void write(const Table& table) {
        out_ << "table " << table.type << " {";
        for (const std::string& instance : table.instances) out_ << ' ' << instance;
        out_ << " }\n";
    }

    void write_owner(TaskId owner) {
        if (owner == shared) {
            out_ << " shared";
        } else {
            out_ << ' ' << program_.tasks[owner].name;
        }
    }

    void write(const Variable& variable) {
        out_ << "variable " << variable.name;
        if (variable.count != 1) out_ << '[' << variable.count << ']';
        const Type& type = program_.types[variable.type];
        if (!type.name.empty()) out_ << " : " << type.name;
        out_ << " in " << variable.low << ".." << variable.high << " =";
        for (const std::int64_t value : variable.initial) out_ << ' ' << value;
        if (variable.owner.size() != 1 || variable.owner[0] != shared) {
            out_ << " of";
            for (const TaskId owner : variable.owner) write_owner(owner);
        }
        out_ << '\n';
    }

    void write_task(TaskId id) {
        const Task& task = program_.tasks[id];
        out_ << "task " << task.name << ' ' << name(task.kind) << " from " << task.first << '\n';
        for (LocationId at = 0; at < program_.locations.size(); ++at) {
            const Location& location = program_.locations[at];
            if (location.task != id) continue;
            out_ << "  at " << at << ' ' << program_.frames[location.frame].function;
            if (!location.interruptible) out_ << " not-interruptible";
            if (location.final) out_ << " final";
            if (location.may_wait) out_ << " may-wait";
            out_ << '\n';
            for (const StepId step : location.steps) write(program_.steps[step]);
        }
    }

    void write(const Step& step) {
        out_ << "    " << name(step.kind) << " -> " << step.to;
        if (step.fault != none) out_ << " fault " << program_.faults[step.fault].site;
        if (!step.text.empty()) out_ << "  \"" << step.text << '"';
        out_ << '\n';
        optional("      when ", step.guard);
        if (step.choice_low != no_expr) {
            optional_part("      choose ", step.choice_low);
            line(" to ", step.choice_high);
        }
        for (const Check& check : step.checks) {
            out_ << "      check " << check.kind << ' ';
            line(check.condition);
        }
        optional("      assume ", step.assumption);
        for (const Assignment& assignment : step.assignments) {
            out_ << "      " << program_.variables[assignment.variable].name;
            if (assignment.index != no_expr) {
                out_ << '[';
                write(assignment.index);
                out_ << ']';
            }
            line(" := ", assignment.value);
        }
        for (const Free& free : step.frees) {
            out_ << "      free " << program_.tables[free.table].type << ' ';
            line(free.object);
        }
        for (const Event& event : step.events) {
            out_ << "      event " << name(event.kind);
            if (event.table != none) out_ << ' ' << program_.tables[event.table].type;
            optional_part(" ", event.object);
            optional_part(" with ", event.detail);
            out_ << '\n';
        }
        optional("      result ", step.result);
    }

    void write(const Fault& fault) {
        out_ << "fault " << fault.site << ' ' << name(fault.fault_class) << ' ' << fault.error;
        out_ << (fault.selected ? "\n" : " not selected\n");
    }

    void write(const Invariant& invariant) {
        out_ << "invariant " << invariant.name << ' ' << name(invariant.moment);
        if (invariant.task != none) out_ << " of " << program_.tasks[invariant.task].name;
        line(" ", invariant.condition);
        optional("  subject ", invariant.subject);
    }

    const Program& program_;
    std::ostringstream out_;
};

}  // namespace

std::string to_text(const Program& program) { return Printer(program).whole(); }

std::string to_text(const Program& program, ExprId expression) { return Printer(program).expression(expression); }

}  // namespace mmapck::program
