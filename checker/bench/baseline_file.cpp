// SPDX-License-Identifier: Apache-2.0
#include "checker/bench/baseline_builder.h"

namespace mmapck::checker::bench {

using namespace program;

void Baseline::build_fault() {
    const Term A = get(a), me = number(task_ + 1), BLK = get(blk), zero = number(0), block = get(map, A);
    label("F_LOCK");
    step(get(write_lock, space()) == 0, {set(readers, space(), get(readers, space()) + 1)}, "F_CHECK");
    label("F_CHECK");
    step(mapping(A) == 1, {}, "F_ILOCK");
    step(mapping(A) == 2, {}, "F_UNL", (block != 0) && (block == get(snap, A)));
    step(mapping(A) == 0, {fail(invalid)}, "F_UNL");
    label("F_ILOCK");
    step(get(i_lock) == 0, {set(i_lock, me)}, "F_EXT");
    label("F_EXT");
    step(A >= get(i_size), {fail(invalid)}, "F_IUNL");
    step((A < get(i_size)) && (block != 0) && (references(A) == 1), {}, "F_IUNL");
    step((A < get(i_size)) && ((block == 0) || (references(A) != 1)), {}, "F_ALLOC");
    label("F_ALLOC");
    step(free_block() != 0, {set(blk, free_block()), set(ref, free_block() - 1, number(1))}, "F_IO");
    step((free_block() != 0) && failing(), {spend(), fail(io_error)}, "F_IUNL");
    step(free_block() == 0, {fail(no_space)}, "F_IUNL");
    label("F_IO");
    step({}, {}, "F_INSTALL");
    step(failing(), {spend(), fail(io_error)}, "F_FREE");
    label("F_FREE");
    step({}, {set(ref, BLK - 1, zero), set(blk, zero)}, "F_IUNL");
    label("F_INSTALL");
    step(block != 0, {set(ref, block - 1, references(A) - 1), set(map, A, BLK), set(blk, zero)}, "F_IUNL");
    step(block == 0, {set(map, A, BLK), set(blk, zero)}, "F_IUNL");
    label("F_IUNL");
    step({}, {unlock(i_lock)}, "F_UNL", extents_consistent());
    label("F_UNL");
    step({}, {set(readers, space(), get(readers, space()) - 1)}, "END",
         (get(d_mutex) != me) && (get(i_lock) != me) && (get(write_lock, space()) != me));
}

void Baseline::build_truncate() {
    const Term A = get(a), OP = get(op), me = number(task_ + 1), zero = number(0), block = get(map, A);
    label("X_LOCK");
    step((get(i_lock) == 0) && (OP == truncate), {set(i_lock, me)}, "T_CHECK");
    step((get(i_lock) == 0) && (OP == punch), {set(i_lock, me)}, "H_CHECK");
    step((get(i_lock) == 0) && (OP == reflink), {set(i_lock, me)}, "R_CHECK");
    label("T_CHECK");
    step(busy(A), {fail(text_busy)}, "X_IUNL");
    step(!busy(A), {}, "T_SIZE");
    step(!busy(A) && failing(), {spend(), fail(io_error)}, "X_IUNL");
    label("T_SIZE");
    step(A < E, {set(i_size, A)}, "T_FREE");
    step(A >= E, {set(i_size, A)}, "X_IUNL");
    label("T_FREE");
    for (const bool last : {false, true}) {
        const Term here = last ? A + 1 >= E : A + 1 < E;
        const char* to = last ? "X_IUNL" : "T_FREE";
        step((block != 0) && here, {set(ref, block - 1, references(A) - 1), set(map, A, zero), set(a, A + 1)}, to);
        step((block == 0) && here, {set(a, A + 1)}, to);
    }
}

void Baseline::build_punch_and_reflink() {
    const Term A = get(a), zero = number(0), block = get(map, A), sealed = get(seal, A), me = number(task_ + 1);
    label("H_CHECK");
    step(sealed > 0, {fail(text_busy)}, "X_IUNL");
    step((sealed == 0) && (block == 0), {}, "X_IUNL");
    step((sealed == 0) && (block != 0), {}, "H_FREE");
    step((sealed == 0) && (block != 0) && failing(), {spend(), fail(io_error)}, "X_IUNL");
    label("H_FREE");
    step({}, {set(ref, block - 1, references(A) - 1), set(map, A, zero)}, "X_IUNL");

    const Term next = next_extent(A), old = get(map, next), BLK = get(blk);
    const Term is_busy = (sealed > 0) || (get(seal, next) > 0);
    const Term bad = (block == 0) || (A >= get(i_size)) || (next >= get(i_size));
    label("R_CHECK");
    step(is_busy, {fail(text_busy)}, "X_IUNL");
    step(!is_busy && bad, {fail(invalid)}, "X_IUNL");
    step(!is_busy && !bad, {set(blk, block), set(ref, block - 1, references(A) + 1)}, "R_DROP");
    step(!is_busy && !bad && failing(), {spend(), fail(io_error)}, "X_IUNL");
    label("R_DROP");
    step(old != 0, {set(ref, old - 1, get(ref, old - 1) - 1), set(map, next, zero)}, "R_MAP");
    step(old == 0, {}, "R_MAP");
    step(failing(), {spend(), set(ref, BLK - 1, get(ref, BLK - 1) - 1), set(blk, zero), fail(io_error)}, "X_IUNL");
    label("R_MAP");
    step({}, {set(map, next, BLK), set(blk, zero)}, "X_IUNL");
    label("X_IUNL");
    step({}, {unlock(i_lock)}, "END", extents_consistent() && (get(d_mutex) != me) && (get(write_lock, space()) != me));
}

void Baseline::build_end() {
    const Term N = get(n), zero = number(0), good = !get(prep) && (get(blk) == 0);
    label("END");
    const auto finish = [&](Term guard, const char* to) {
        step(guard, {set(n, N - 1), set(op, zero), set(a, zero), set(err, zero), set(g, zero), set(charged, zero), set(merged, zero),
                     set(va, zero), set(pre, zero)}, to, good);
    };
    finish(N > 1, "IDLE");
    finish(N == 1, "done");
}

}  // namespace mmapck::checker::bench
