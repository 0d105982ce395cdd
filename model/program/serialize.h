// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/program/program.h"

/// Programs for cereal: what writes or reads them includes its archive, and the types of the standard library, first.
namespace mmapck::program {

template <class Archive> void serialize(Archive& archive, Position& p) { archive(p.file, p.line, p.column); }
template <class Archive> void serialize(Archive& archive, Type& t) { archive(t.display, t.name, t.names, t.table); }
template <class Archive> void serialize(Archive& archive, Table& t) { archive(t.type, t.instances); }
template <class Archive> void serialize(Archive& archive, Interval& i) { archive(i.low, i.high); }
template <class Archive> void serialize(Archive& archive, Variable& v) {
    archive(v.name, v.type, v.low, v.high, v.count, v.initial, v.owner, v.held, v.table, v.field, v.where);
}
template <class Archive> void serialize(Archive& archive, Expression& e) { archive(e.op, e.variable, e.value, e.a, e.b, e.c); }
template <class Archive> void serialize(Archive& archive, Assignment& a) { archive(a.variable, a.index, a.value); }
template <class Archive> void serialize(Archive& archive, Check& c) { archive(c.condition, c.kind, c.words); }
template <class Archive> void serialize(Archive& archive, Free& f) { archive(f.table, f.object); }
template <class Archive> void serialize(Archive& archive, Event& e) { archive(e.kind, e.table, e.object, e.detail); }
template <class Archive> void serialize(Archive& archive, Step& s) {
    archive(s.from, s.to, s.kind, s.guard, s.choice_low, s.choice_high, s.checks, s.assumption, s.assignments, s.frees, s.events, s.fault, s.result, s.result_type,
            s.where, s.text);
}
template <class Archive> void serialize(Archive& archive, Frame& f) {
    archive(f.parent, f.kind, f.function, f.call, f.definition, f.call_text, f.hook, f.notrace);
}
template <class Archive> void serialize(Archive& archive, Location& l) { archive(l.task, l.frame, l.interruptible, l.final, l.may_wait, l.steps); }
template <class Archive> void serialize(Archive& archive, Task& t) { archive(t.name, t.kind, t.first); }
template <class Archive> void serialize(Archive& archive, Fault& f) {
    archive(f.site, f.fault_class, f.error, f.frame, f.where, f.selected, f.site_named, f.class_named);
}
template <class Archive> void serialize(Archive& archive, Invariant& i) { archive(i.name, i.moment, i.task, i.condition, i.subject, i.named, i.words, i.where); }
template <class Archive> void serialize(Archive& archive, Lock& l) { archive(l.name, l.lock_class, l.table, l.instance, l.holders); }

template <class Archive> void save(Archive& archive, const Expressions& expressions) {
    archive(static_cast<std::uint64_t>(expressions.size()));
    for (ExprId id = 0; id < expressions.size(); ++id) archive(expressions[id]);
}
/// Equal expressions are there once, so they get the ids that they had.
template <class Archive> void load(Archive& archive, Expressions& expressions) {
    std::uint64_t size = 0;
    archive(size);
    for (std::uint64_t i = 0; i < size; ++i) {
        Expression expression;
        archive(expression);
        expressions.add(expression);
    }
}

template <class Archive> void serialize(Archive& archive, Program& p) {
    archive(p.files, p.types, p.tables, p.variables, p.expressions, p.tasks, p.locations, p.steps, p.frames, p.faults, p.invariants, p.locks, p.quiescent, p.ended,
            p.max_faults);
}

}  // namespace mmapck::program
