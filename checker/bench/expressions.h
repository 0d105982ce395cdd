// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/program/program.h"

namespace mmapck::checker::bench {

/// An expression of a program under construction, with C's operators.
struct Term {
    program::Expressions* arena = nullptr;
    program::ExprId id = program::no_expr;

    Term constant(std::int64_t value) const { return {arena, arena->constant(value)}; }
    Term binary(program::Op op, Term other) const { return {arena, arena->binary(op, id, other.id)}; }
};

inline Term operator+(Term a, Term b) { return a.binary(program::Op::add, b); }
inline Term operator-(Term a, Term b) { return a.binary(program::Op::subtract, b); }
inline Term operator==(Term a, Term b) { return a.binary(program::Op::equal, b); }
inline Term operator!=(Term a, Term b) { return a.binary(program::Op::not_equal, b); }
inline Term operator<(Term a, Term b) { return a.binary(program::Op::less, b); }
inline Term operator>(Term a, Term b) { return b < a; }
inline Term operator<=(Term a, Term b) { return a.binary(program::Op::less_equal, b); }
inline Term operator>=(Term a, Term b) { return b <= a; }
inline Term operator%(Term a, Term b) { return a.binary(program::Op::remainder, b); }
inline Term operator&&(Term a, Term b) { return a.binary(program::Op::logic_and, b); }
inline Term operator||(Term a, Term b) { return a.binary(program::Op::logic_or, b); }
inline Term operator!(Term a) { return {a.arena, a.arena->unary(program::Op::logic_not, a.id)}; }
inline Term operator+(Term a, std::int64_t b) { return a + a.constant(b); }
inline Term operator-(Term a, std::int64_t b) { return a - a.constant(b); }
inline Term operator==(Term a, std::int64_t b) { return a == a.constant(b); }
inline Term operator!=(Term a, std::int64_t b) { return a != a.constant(b); }
inline Term operator<(Term a, std::int64_t b) { return a < a.constant(b); }
inline Term operator>(Term a, std::int64_t b) { return a > a.constant(b); }
inline Term operator<=(Term a, std::int64_t b) { return a <= a.constant(b); }
inline Term operator>=(Term a, std::int64_t b) { return a >= a.constant(b); }
inline Term operator%(Term a, std::int64_t b) { return a % a.constant(b); }
inline Term select(Term condition, Term then, Term otherwise) {
    return {condition.arena, condition.arena->conditional(condition.id, then.id, otherwise.id)};
}

}  // namespace mmapck::checker::bench
