// SPDX-License-Identifier: Apache-2.0
#include "checker/bench/baseline_builder.h"

namespace mmapck::checker::bench {

using namespace program;

void Baseline::build(TaskId task) {
    task_ = task;
    space_ = task % size_.address_spaces;
    labels_.clear();
    const std::int64_t calls = size_.calls;
    n = add("n", 0, calls, {calls}, 1, task);
    op = add("op", 0, reflink, {0}, 1, task);
    a = add("a", 0, E, {0}, 1, task);
    blk = add("blk", 0, size_.blocks, {0}, 1, task);
    err = add("err", 0, invalid, {0}, 1, task);
    g = add("g", 0, 2, {0}, 1, task);
    charged = add("charged", 0, 1, {0}, 1, task);
    prep = add("prep", 0, 1, {0}, 1, task);
    merged = add("merged", 0, 1, {0}, 1, task);
    va = add("va", 0, 1, {0}, 1, task);
    pre = add("pre", 0, 1, {0}, 1, task);
    program_.frames.emplace_back();
    program_.frames.back().kind = FrameKind::task;
    program_.tasks.push_back({"task" + std::to_string(task), TaskKind::normal, at("IDLE")});
    build_calls();
    build_map();
    build_prepare();
    build_insert();
    build_unmap();
    build_complete();
    build_fault();
    build_truncate();
    build_punch_and_reflink();
    build_end();
}

void Baseline::build_calls() {
    const auto call = [&](Call which, std::int64_t extent, const char* to) {
        step({}, {set(op, number(which)), set(a, number(extent))}, to);
    };
    label("IDLE");
    for (const Call which : {map_shared, map_direct, unmap}) {
        call(which, 0, "M_LOCK");
        call(which, 1, "M_LOCK");
    }
    call(fault_in, 0, "F_LOCK");
    call(fault_in, 1, "F_LOCK");
    call(truncate, 1, "X_LOCK");
    call(truncate, E, "X_LOCK");
    for (std::int64_t extent = 0; extent < E; ++extent) {
        call(punch, extent, "X_LOCK");
        call(reflink, extent, "X_LOCK");
    }
}

void Baseline::build_map() {
    const Term A = get(a), OP = get(op), me = number(task_ + 1), pages = get(charged_pages, space());
    label("M_LOCK");
    step((get(write_lock, space()) == 0) && (get(readers, space()) == 0), {set(write_lock, space(), me)}, "M_GATHER");
    label("M_GATHER");
    step((mapping(A) != 0) && (OP == unmap), {set(g, mapping(A))}, "U_STORE");
    step((mapping(A) != 0) && (OP != unmap), {set(g, mapping(A))}, "M_CHARGE");
    step((mapping(A) != 0) && failing(), {spend(), fail(out_of_memory)}, "M_UNLOCK");
    step((mapping(A) == 0) && (OP == unmap), {fail(invalid)}, "M_UNLOCK");
    step((mapping(A) == 0) && (OP != unmap), {}, "M_CHARGE");
    label("M_CHARGE");
    step((pages < slots) && (OP == map_direct), {set(charged_pages, space(), pages + 1), set(charged, number(1))}, "P_DMX");
    step((pages < slots) && (OP != map_direct), {set(charged_pages, space(), pages + 1), set(charged, number(1))}, "M_MERGE");
    step((pages < slots) && failing(), {spend(), fail(out_of_memory)}, "M_UNLOCK");
    step(pages >= slots, {fail(out_of_memory)}, "M_UNLOCK");
}

void Baseline::build_prepare() {
    const Term A = get(a), me = number(task_ + 1), block = get(map, A), BLK = get(blk), zero = number(0);
    label("P_DMX");
    step(get(d_mutex) == 0, {set(d_mutex, me)}, "P_ILOCK");
    label("P_ILOCK");
    step(get(i_lock) == 0, {set(i_lock, me)}, "P_CHECK");
    label("P_CHECK");
    step((A >= get(i_size)) || ((block != 0) && (references(A) > 1)), {fail(invalid)}, "P_FIUNL");
    step((A < get(i_size)) && (block != 0) && (references(A) == 1), {}, "P_SEAL");
    step((A < get(i_size)) && (block == 0), {}, "P_ALLOC");
    step(failing(), {spend(), fail(io_error)}, "P_FIUNL");
    label("P_ALLOC");
    step(free_block() != 0, {set(blk, free_block()), set(ref, free_block() - 1, number(1))}, "P_MAP");
    step((free_block() != 0) && failing(), {spend(), fail(io_error)}, "P_FIUNL");
    step(free_block() == 0, {fail(no_space)}, "P_FIUNL");
    label("P_MAP");
    step({}, {set(map, A, BLK), set(blk, zero)}, "P_SEAL");
    step(failing(), {spend(), set(ref, BLK - 1, zero), set(blk, zero), fail(io_error)}, "P_FIUNL");
    label("P_SEAL");
    step({}, {set(snap, A, select(get(seal, A) == 0, block, get(snap, A))), set(seal, A, get(seal, A) + 1),
              set(d_refs, get(d_refs) + 1), set(prep, number(1))}, "P_IUNL");
    label("P_IUNL");
    step({}, {unlock(i_lock)}, "M_MERGE", extents_consistent());
    label("P_FIUNL");
    step({}, {unlock(i_lock)}, "P_FDMX", extents_consistent());
    label("P_FDMX");
    step({}, {unlock(d_mutex)}, "M_UNCHARGE", get(d_refs) == 0);
}

void Baseline::build_insert() {
    const Term A = get(a), OP = get(op), G = get(g), PREP = get(prep), zero = number(0), one = number(1);
    const Term can_merge = (OP == map_shared) && (((A == 1) && (mapping(zero) == 1)) || ((A == 0) && (mapping(one) == 1)));
    label("M_MERGE");
    step(can_merge, {set(merged, one)}, "M_PREALLOC");
    step(can_merge && failing(), {spend()}, "M_ALLOC");
    step(!can_merge, {}, "M_ALLOC");
    label("M_ALLOC");
    step({}, {set(va, one)}, "M_PREALLOC");
    step(failing() && PREP, {spend(), fail(out_of_memory)}, "A_ILOCK");
    step(failing() && !PREP, {spend(), fail(out_of_memory)}, "M_UNCHARGE");
    label("M_PREALLOC");
    step({}, {set(pre, one)}, "M_INSERT");
    step(failing(), {spend(), fail(out_of_memory)}, "M_FREEVMA");
    label("M_FREEVMA");
    step(PREP, {set(va, zero), set(merged, zero)}, "A_ILOCK");
    step(!PREP, {set(va, zero), set(merged, zero)}, "M_UNCHARGE");
    label("M_INSERT");
    const auto insert = [&](Term guard, const char* to) {
        step(guard, {set(vma, space_slot(A), OP), set(pre, zero), set(va, zero)}, to);
    };
    insert(G != 0, "U_UNCH");
    insert((G == 0) && (OP == map_direct), "C_HOOK");
    insert((G == 0) && (OP != map_direct), "M_UNLOCK");
}

void Baseline::build_unmap() {
    const Term A = get(a), OP = get(op), G = get(g), zero = number(0), pages = get(charged_pages, space());
    label("U_STORE");
    step({}, {set(vma, space_slot(A), zero)}, "U_UNCH");
    step(failing(), {spend(), fail(out_of_memory)}, "M_UNLOCK");
    label("U_UNCH");
    step(G == 2, {set(charged_pages, space(), pages - 1)}, "U_ILOCK");
    step((G != 2) && (OP == map_direct), {set(charged_pages, space(), pages - 1), set(g, zero)}, "C_HOOK");
    step((G != 2) && (OP != map_direct), {set(charged_pages, space(), pages - 1), set(g, zero)}, "M_UNLOCK");
    label("U_ILOCK");
    step(get(i_lock) == 0, {set(i_lock, number(task_ + 1))}, "U_UNSEAL");
    label("U_UNSEAL");
    step({}, {set(seal, A, get(seal, A) - 1), set(snap, A, select(get(seal, A) == 1, zero, get(snap, A))),
              set(d_maps, get(d_maps) - 1), set(g, zero)}, "U_IUNL");
    label("U_IUNL");
    step(OP == map_direct, {unlock(i_lock)}, "C_HOOK", extents_consistent());
    step(OP != map_direct, {unlock(i_lock)}, "M_UNLOCK", extents_consistent());
}

void Baseline::build_complete() {
    const Term A = get(a), zero = number(0), me = number(task_ + 1), pages = get(charged_pages, space());
    label("C_HOOK");
    step({}, {set(d_refs, get(d_refs) - 1), set(d_maps, get(d_maps) + 1), set(prep, zero)}, "C_DMX");
    step(failing(), {spend(), fail(io_error)}, "C_UNMAP");
    label("C_DMX");
    step({}, {unlock(d_mutex)}, "M_UNLOCK", get(d_refs) == 0);
    label("C_UNMAP");
    step({}, {set(vma, space_slot(A), zero)}, "A_ILOCK");
    label("A_ILOCK");
    step(get(i_lock) == 0, {set(i_lock, me)}, "A_UNSEAL");
    label("A_UNSEAL");
    step({}, {set(seal, A, get(seal, A) - 1), set(snap, A, select(get(seal, A) == 1, zero, get(snap, A))),
              set(d_refs, get(d_refs) - 1), set(prep, zero)}, "A_IUNL");
    label("A_IUNL");
    step({}, {unlock(i_lock)}, "A_DMX", extents_consistent());
    label("A_DMX");
    step({}, {unlock(d_mutex)}, "M_UNCHARGE", get(d_refs) == 0);
    label("M_UNCHARGE");
    step({}, {set(charged_pages, space(), pages - 1), set(charged, zero)}, "M_UNLOCK");
    label("M_UNLOCK");
    step({}, {set(write_lock, space(), zero)}, "END",
         (pages == (mapping(zero) != 0) + (mapping(number(1)) != 0)) && (get(d_mutex) != me) && (get(i_lock) != me));
}

program::Program baseline(const BaselineSize& size) { return Baseline(size).build(); }

}  // namespace mmapck::checker::bench
