/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The primitives of model C.
 *
 * Everything a model may do besides plain C is declared here: how a run may
 * branch (choose, fault), how it may wait, what is checked, what the trace
 * shows, and the locks, references, charges and obligations built from these.
 *
 * The names that start with "__mmapck_" are known to the compiler of model C;
 * all else is ordinary model C and can be read as the definition of what a
 * lock (locks.h), a work item (work.h) or a reference (references.h) is.
 * docs/model-c.md is the reference.
 */
#ifndef MMAPCK_PRIMITIVES_H
#define MMAPCK_PRIMITIVES_H

typedef _Bool bool;
typedef signed char s8;
typedef unsigned char u8;
typedef short s16;
typedef unsigned short u16;
typedef int s32;
typedef unsigned int u32;
typedef long s64;
typedef unsigned long u64;
typedef unsigned long size_t;

#define true 1
#define false 0
#define NULL ((void *)0)

#ifdef __clang__
#define __mmapck_annotate(...) __attribute__((annotate(__VA_ARGS__)))
#else
#define __mmapck_annotate(...)
#endif

/* ---- how declarations are qualified ---------------------------------- */

/* The values a variable or a field may hold.  Storing another value is the
 * violation "domain".  Without it: the width of the type, of the bit-field,
 * or the enumerators of the enum. */
#define range(low, high) __mmapck_annotate("mmapck.range", low, high)

/* The elements of an array have names in traces: a[ENUMERATOR] of enum tag; of
 * tag __mmapck_task, a[name of the task]. */
#define indexed_by(tag) __mmapck_annotate("mmapck.indexed_by", #tag)

/* The same for an array of objects that go by their enumerator alone. */
#define named_by(tag) __mmapck_annotate("mmapck.named_by", #tag)

/* A function without side effects, evaluated as part of the statement that
 * calls it.  Its loops must have constant bounds. */
#define __pure __mmapck_annotate("mmapck.pure")

/* A function that runs as one step: no other task moves between its
 * statements.  Where it cannot go on (wait_until), the step is not enabled. */
#define __atomic_step __mmapck_annotate("mmapck.atomic")

/* A system call: on its way back to user space no lock may be held, and the
 * invariants of moment AT_RETURN are evaluated. */
#define __syscall __mmapck_annotate("mmapck.syscall")

/* Not shown as a frame of its own in traces (helpers of primitives). */
#define __notrace __mmapck_annotate("mmapck.notrace")

/* A function defined in this header or in a header like it. */
#define __primitive static inline __attribute__((unused)) __atomic_step

/* ---- known to the compiler of model C --------------------------------- */

/* The task that runs, 1, 2, ...; 0 is never a task. */
extern int __mmapck_task(void);
/* Blocks until the condition holds. */
extern void __mmapck_wait(bool condition);
/* Discards every run in which the condition does not hold here. */
extern void __mmapck_assume(bool condition);
/* A violation named by kind unless the condition holds. */
extern void __mmapck_check(bool condition, const char *kind, const char *words);
/* Any value from low to high, chosen by the run. */
extern long __mmapck_choose(long low, long high);
/* 0, or error in a run that spends a fault here. */
extern int __mmapck_fault(const char *site, int error, int fault_class);
/* normal, or any other value from low to high in a run that spends a fault. */
extern long __mmapck_fault_choose(const char *site, long normal, long low,
				  long high, int fault_class);
/* What happens to objects of locks.h and references.h. */
enum mmapck_event {
	EVENT_ACQUIRE,		/* a lock; detail: enum lock_mode */
	EVENT_RELEASE,		/* a lock; detail: enum lock_mode */
	EVENT_DOWNGRADE,	/* an rwsem, from write to read */
	EVENT_GET,		/* a reference; detail: enum ref_owner */
	EVENT_PUT,		/* a reference; detail: enum ref_owner */
	EVENT_CHARGE,		/* an account; detail: amount */
	EVENT_UNCHARGE,		/* an account; detail: amount */
	EVENT_OWE,		/* an obligation; detail: 1 */
	EVENT_SETTLE,		/* an obligation; detail: 1 */
};

/* Tells the ledger and the trace what happened to an object. */
extern void __mmapck_event(int event, const void *object, long detail);

/* ---- branching and checking ------------------------------------------- */

/* Any value from low to high: the run branches. */
#define choose(low, high) ((int)__mmapck_choose(low, high))
/* Only runs in which the condition holds are of interest. */
#define assume(condition) __mmapck_assume(condition)
/* A violation of kind "assertion" unless the condition holds. */
#define assert(condition) __mmapck_check(condition, "assertion", #condition)
/* A violation of the given kind, explained in words. */
#define check(condition, kind, words) __mmapck_check(condition, kind, words)
/* A violation of kind "unreachable" when a run gets here. */
#define unreachable() __mmapck_check(0, "unreachable", "this must not be reached")
/* Blocks until the condition holds; one step, and no step while it does not. */
#define wait_event(condition)	\
	do { might_sleep(); __mmapck_wait(condition); } while (0)

/* How real a failure is, from "a driver says no" to "never seen". */
enum fault_class {
	FAULT_DRIVER,			/* "driver": a hook's own refusal */
	FAULT_POLICY,			/* "policy": LSM, seals, permissions */
	FAULT_LIMIT,			/* "limit": rlimits, counts, overcommit */
	FAULT_SIGNAL,			/* "signal": a fatal signal is pending */
	FAULT_IO,			/* "io": the device or the network */
	FAULT_SPACE,			/* "space": no blocks, no quota */
	FAULT_ALLOC_MAY_FAIL,		/* "alloc-may-fail": large or GFP_NOWAIT */
	FAULT_ALLOC_THEORETICAL,	/* "alloc-theoretical": too small to fail */
};

/* 0, or error where the scenario lets this site fail.  The site is a string
 * literal, usually the kernel function that fails. */
#define fault(site, error, class) __mmapck_fault(site, error, class)
/* A short or fallback result instead of an error. */
#define fault_choose(site, normal, low, high, class) \
	((int)__mmapck_fault_choose(site, normal, low, high, class))

/* ---- pools -------------------------------------------------------------- */

/*
 * A pool of objects that are allocated and freed.  name_alloc() returns the
 * lowest free object with every field zero (a run that finds none is the violation
 * "pool-exhausted": raise the size); name_free() frees it, and every
 * pointer that still names it dangles: using one is "use-after-free", freeing it
 * "double-free".  name_at(i), 0 <= i < name_size, is object i or NULL while
 * it is free; name_index(p) is the i of an object.
 */
#define POOL(type, name, size)                                                  \
	enum { name##_size = size };                                            \
	extern type name##_pool[size] __mmapck_annotate("mmapck.pool", #name); \
	extern type *name##_alloc(void) __mmapck_annotate("mmapck.alloc", #name); \
	extern void name##_free(type *object) __mmapck_annotate("mmapck.free", #name); \
	extern type *name##_at(int i) __mmapck_annotate("mmapck.at", #name); \
	extern int name##_index(const type *object) __mmapck_annotate("mmapck.index", #name)

/* ---- tasks --------------------------------------------------------------- */

/* Runs alone and first. */
#define SETUP(name) static __mmapck_annotate("mmapck.setup", #name) void mmapck_setup_##name(void)
/* Runs in every interleaving with the other tasks. */
#define TASK(name) static __mmapck_annotate("mmapck.task", #name) void mmapck_task_##name(void)
/* Like a task, but it may wait for ever: no deadlock, and the end does not wait for it. */
#define DAEMON(name) static __mmapck_annotate("mmapck.daemon", #name) void mmapck_daemon_##name(void)
/* Runs when every task has ended: exits the processes, closes the files. */
#define TEARDOWN(name) static __mmapck_annotate("mmapck.teardown", #name) void mmapck_teardown_##name(void)

/* Tasks that a program may have, of all kinds, SETUP and TEARDOWN included. */
#define MMAPCK_TASKS 8

/* ---- invariants ------------------------------------------------------------ */

/*
 * INVARIANT(name, when, "words") { return ...; } is a pure function; false is a
 * violation that bears its name, with '_' shown as '-'.
 * The moments: EVERY_STEP; AT_RETURN of a system call, where __mmapck_task() is
 * the task that returns; AT_QUIESCENCE, no task inside a system call;
 * AT_END, after teardown.
 */
#define INVARIANT(name, when, words) \
	static __attribute__((unused)) __mmapck_annotate("mmapck.invariant", #name, when, words) bool invariant_##name(void)
#define EVERY_STEP 0
#define AT_RETURN 1
#define AT_QUIESCENCE 2
#define AT_END 3

/* Marks in an invariant that its subject exists: "if (!subject(vma->vm_file))
 * continue;".  An invariant whose subjects never exist is vacuous. */
extern bool __mmapck_subject(bool condition);
#define subject(condition) __mmapck_subject(condition)

#include <mmapck/locks.h>
#include <mmapck/work.h>
#include <mmapck/references.h>

#endif /* MMAPCK_PRIMITIVES_H */
