/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The primitives of model C.
 *
 * Everything a model may do besides plain C is declared here: how a run may
 * branch (choose, fault), how it may wait, what is checked, what the trace
 * shows, and the locks, references, charges and obligations built from these.
 *
 * The names that start with "__mmapck_" are known to the compiler of model C;
 * all else in this file is ordinary model C and can be read as the definition
 * of what a lock or a reference is.  docs/model-c.md is the reference.
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
 * it is free.
 */
#define POOL(type, name, size)                                                  \
	enum { name##_size = size };                                            \
	extern type name##_pool[size] __mmapck_annotate("mmapck.pool", #name); \
	extern type *name##_alloc(void) __mmapck_annotate("mmapck.alloc", #name); \
	extern void name##_free(type *object) __mmapck_annotate("mmapck.free", #name); \
	extern type *name##_at(int i) __mmapck_annotate("mmapck.at", #name)

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

/* ---- locks ------------------------------------------------------------------ */

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

enum lock_mode {
	LOCK_EXCLUSIVE,		/* mutex, spinlock */
	LOCK_WRITE,		/* rwsem */
	LOCK_READ,		/* rwsem */
};

/* The number of locks that each task holds, of every kind. */
static u8 mmapck_locks_held[MMAPCK_TASKS + 1] range(0, 15);

/* The number of locks the running task holds. */
static inline __attribute__((unused)) __pure int locks_held(void)
{
	return mmapck_locks_held[__mmapck_task()];
}

#define __mmapck_lock_taken(lock, mode) \
	do { mmapck_locks_held[__mmapck_task()]++; __mmapck_event(EVENT_ACQUIRE, lock, mode); } while (0)
#define __mmapck_lock_dropped(lock, mode) \
	do { mmapck_locks_held[__mmapck_task()]--; __mmapck_event(EVENT_RELEASE, lock, mode); } while (0)

/* The number of spinlocks among them. */
static u8 mmapck_spinlocks_held[MMAPCK_TASKS + 1] range(0, 7);

/* Marks what may sleep: a violation under a spinlock. Waiting and the locks that
 * wait for their owner say it themselves. */
#define might_sleep()								\
	check(mmapck_spinlocks_held[__mmapck_task()] == 0, "sleep-under-spinlock",	\
	      "nothing that may sleep is done under a spinlock")

/* A sleeping lock of one owner.  Keyed by object: &a->lock and &b->lock differ. */
struct mutex {
	u8 owner range(0, MMAPCK_TASKS);	/* task, 0: free */
};

static inline __attribute__((unused)) __pure bool mutex_is_locked(const struct mutex *lock)
{
	return lock->owner != 0;
}

/* Whether the running task holds it. */
static inline __attribute__((unused)) __pure bool mutex_is_held(const struct mutex *lock)
{
	return lock->owner == __mmapck_task();
}

__primitive void mutex_lock(struct mutex *lock)
{
	might_sleep();
	check(lock->owner != __mmapck_task(), "double-lock", "the task holds this mutex already");
	__mmapck_wait(lock->owner == 0);
	lock->owner = __mmapck_task();
	__mmapck_lock_taken(lock, LOCK_EXCLUSIVE);
}

/* 0, or -EINTR where a fatal signal may be pending. */
__primitive int mutex_lock_killable(struct mutex *lock)
{
	int err = fault("mutex_lock_killable", -4, FAULT_SIGNAL);

	might_sleep();
	if (err)
		return err;
	check(lock->owner != __mmapck_task(), "double-lock", "the task holds this mutex already");
	__mmapck_wait(lock->owner == 0);
	lock->owner = __mmapck_task();
	__mmapck_lock_taken(lock, LOCK_EXCLUSIVE);
	return 0;
}

/* 1 if taken, 0 if somebody has it. */
__primitive int mutex_trylock(struct mutex *lock)
{
	if (lock->owner)
		return 0;
	lock->owner = __mmapck_task();
	__mmapck_lock_taken(lock, LOCK_EXCLUSIVE);
	return 1;
}

__primitive void mutex_unlock(struct mutex *lock)
{
	check(lock->owner == __mmapck_task(), "unlock-not-held", "the task does not hold this mutex");
	lock->owner = 0;
	__mmapck_lock_dropped(lock, LOCK_EXCLUSIVE);
}

/* A busy-waiting lock of one owner; nothing under it may sleep. */
typedef struct spinlock {
	u8 owner range(0, MMAPCK_TASKS);	/* task, 0: free */
} spinlock_t;

static inline __attribute__((unused)) __pure bool spin_is_held(const spinlock_t *lock)
{
	return lock->owner == __mmapck_task();
}

__primitive void spin_lock(spinlock_t *lock)
{
	check(lock->owner != __mmapck_task(), "double-lock", "the task holds this spinlock already");
	__mmapck_wait(lock->owner == 0);
	lock->owner = __mmapck_task();
	mmapck_spinlocks_held[__mmapck_task()]++;
	__mmapck_lock_taken(lock, LOCK_EXCLUSIVE);
}

__primitive int spin_trylock(spinlock_t *lock)
{
	if (lock->owner)
		return 0;
	lock->owner = __mmapck_task();
	mmapck_spinlocks_held[__mmapck_task()]++;
	__mmapck_lock_taken(lock, LOCK_EXCLUSIVE);
	return 1;
}

__primitive void spin_unlock(spinlock_t *lock)
{
	check(lock->owner == __mmapck_task(), "unlock-not-held", "the task does not hold this spinlock");
	lock->owner = 0;
	mmapck_spinlocks_held[__mmapck_task()]--;
	__mmapck_lock_dropped(lock, LOCK_EXCLUSIVE);
}

/* One writer or several readers. */
struct rw_semaphore {
	u8 writer range(0, MMAPCK_TASKS);	/* task, 0: none */
	u64 readers : MMAPCK_TASKS + 1;		/* bit per task */
};

#define __mmapck_task_bit (1 << __mmapck_task())

static inline __attribute__((unused)) __pure bool rwsem_is_held_write(const struct rw_semaphore *sem)
{
	return sem->writer == __mmapck_task();
}

static inline __attribute__((unused)) __pure bool rwsem_is_held_read(const struct rw_semaphore *sem)
{
	return (sem->readers & __mmapck_task_bit) != 0;
}

static inline __attribute__((unused)) __pure bool rwsem_is_held(const struct rw_semaphore *sem)
{
	return sem->writer == __mmapck_task() || (sem->readers & __mmapck_task_bit) != 0;
}

__primitive void down_read(struct rw_semaphore *sem)
{
	might_sleep();
	check(!rwsem_is_held(sem), "double-lock", "the task holds this rwsem already");
	__mmapck_wait(sem->writer == 0);
	sem->readers |= __mmapck_task_bit;
	__mmapck_lock_taken(sem, LOCK_READ);
}

__primitive int down_read_killable(struct rw_semaphore *sem)
{
	int err = fault("down_read_killable", -4, FAULT_SIGNAL);

	might_sleep();
	if (err)
		return err;
	check(!rwsem_is_held(sem), "double-lock", "the task holds this rwsem already");
	__mmapck_wait(sem->writer == 0);
	sem->readers |= __mmapck_task_bit;
	__mmapck_lock_taken(sem, LOCK_READ);
	return 0;
}

__primitive int down_read_trylock(struct rw_semaphore *sem)
{
	if (sem->writer)
		return 0;
	check(!rwsem_is_held(sem), "double-lock", "the task holds this rwsem already");
	sem->readers |= __mmapck_task_bit;
	__mmapck_lock_taken(sem, LOCK_READ);
	return 1;
}

__primitive void up_read(struct rw_semaphore *sem)
{
	check(rwsem_is_held_read(sem), "unlock-not-held", "the task does not hold this rwsem for reading");
	sem->readers &= ~__mmapck_task_bit;
	__mmapck_lock_dropped(sem, LOCK_READ);
}

__primitive void down_write(struct rw_semaphore *sem)
{
	might_sleep();
	check(!rwsem_is_held(sem), "double-lock", "the task holds this rwsem already");
	__mmapck_wait(sem->writer == 0 && sem->readers == 0);
	sem->writer = __mmapck_task();
	__mmapck_lock_taken(sem, LOCK_WRITE);
}

__primitive int down_write_killable(struct rw_semaphore *sem)
{
	int err = fault("down_write_killable", -4, FAULT_SIGNAL);

	might_sleep();
	if (err)
		return err;
	check(!rwsem_is_held(sem), "double-lock", "the task holds this rwsem already");
	__mmapck_wait(sem->writer == 0 && sem->readers == 0);
	sem->writer = __mmapck_task();
	__mmapck_lock_taken(sem, LOCK_WRITE);
	return 0;
}

__primitive int down_write_trylock(struct rw_semaphore *sem)
{
	if (sem->writer || sem->readers)
		return 0;
	sem->writer = __mmapck_task();
	__mmapck_lock_taken(sem, LOCK_WRITE);
	return 1;
}

__primitive void up_write(struct rw_semaphore *sem)
{
	check(rwsem_is_held_write(sem), "unlock-not-held", "the task does not hold this rwsem for writing");
	sem->writer = 0;
	__mmapck_lock_dropped(sem, LOCK_WRITE);
}

__primitive void downgrade_write(struct rw_semaphore *sem)
{
	check(rwsem_is_held_write(sem), "unlock-not-held", "the task does not hold this rwsem for writing");
	sem->writer = 0;
	sem->readers |= __mmapck_task_bit;
	__mmapck_event(EVENT_DOWNGRADE, sem, LOCK_READ);
}

#define lockdep_assert_held_mutex(lock) \
	check(mutex_is_held(lock), "lock-not-held", #lock " must be held here")
#define lockdep_assert_held_write(sem) \
	check(rwsem_is_held_write(sem), "lock-not-held", #sem " must be held for writing here")
#define lockdep_assert_held(sem) \
	check(rwsem_is_held(sem), "lock-not-held", #sem " must be held here")

/* ---- completions and deferred work --------------------------------------------- */

struct completion {
	u8 done range(0, 7);
};

__primitive void complete(struct completion *x)
{
	x->done++;
}

__primitive void wait_for_completion(struct completion *x)
{
	might_sleep();
	__mmapck_wait(x->done != 0);
	x->done--;
}

struct work_struct {
	bool pending;
	bool running;
};

/* A work item and the worker that runs function() whenever it was scheduled. */
#define DEFERRED_WORK(name, function)                                           \
	static struct work_struct name;                                         \
	DAEMON(name) {                                                          \
		for (;;) {                                                      \
			__mmapck_begin_work(&name);                             \
			function();                                             \
			name.running = 0;                                       \
		}                                                               \
	}

__primitive void __mmapck_begin_work(struct work_struct *work)
{
	__mmapck_wait(work->pending);
	work->pending = 0;
	work->running = 1;
}

/* Scheduling what is pending already does nothing, as in the kernel. */
__primitive void schedule_work(struct work_struct *work)
{
	work->pending = 1;
}

/* Waits until the work is neither pending nor running. */
__primitive void flush_work(struct work_struct *work)
{
	might_sleep();
	__mmapck_wait(!work->pending && !work->running);
}

/* ---- references, charges, obligations ------------------------------------------- */

/* Who holds a reference: each owner puts back what it got itself. */
enum ref_owner {
	REF_FD,			/* a file descriptor table */
	REF_SYSCALL,		/* a running system call (fget ... fput) */
	REF_VMA,		/* a mapping */
	REF_DRIVER,		/* a driver's own object */
	REF_PAGE,		/* a mapped or pinned page */
	REF_OTHER,		/* anything else */
	NR_REF_OWNERS,
};

struct refcount {
	u8 held[NR_REF_OWNERS] range(0, 7) indexed_by(ref_owner);
};

/* All references, whoever holds them. */
static inline __attribute__((unused)) __pure int refcount_read(const struct refcount *r)
{
	int sum = 0;

	for (int owner = 0; owner < NR_REF_OWNERS; owner++)
		sum += r->held[owner];
	return sum;
}

__primitive void refcount_get(struct refcount *r, enum ref_owner owner)
{
	r->held[owner]++;
	__mmapck_event(EVENT_GET, r, owner);
}

/* Returns whether that was the last reference. */
__primitive bool refcount_put(struct refcount *r, enum ref_owner owner)
{
	check(r->held[owner] != 0, "refcount-underflow", "this owner holds no reference to put");
	r->held[owner]--;
	__mmapck_event(EVENT_PUT, r, owner);
	return refcount_read(r) == 0;
}

/* A reference changes its owner, as when a hook hands its file to the VMA. */
__primitive void refcount_move(struct refcount *r, enum ref_owner from, enum ref_owner to)
{
	check(r->held[from] != 0, "refcount-underflow", "this owner holds no reference to hand over");
	r->held[from]--;
	r->held[to]++;
	__mmapck_event(EVENT_PUT, r, from);
	__mmapck_event(EVENT_GET, r, to);
}

/* Something counted in units: pages, blocks, bytes. */
struct account {
	u8 charged range(0, 63);
};

__primitive void charge(struct account *account, int amount)
{
	account->charged += amount;
	__mmapck_event(EVENT_CHARGE, account, amount);
}

__primitive void uncharge(struct account *account, int amount)
{
	check(account->charged >= amount, "charge-underflow", "more is uncharged than was charged");
	account->charged -= amount;
	__mmapck_event(EVENT_UNCHARGE, account, amount);
}

/* Something that must be done once for each time that it is owed. */
struct obligation {
	u8 owed range(0, 7);
};

__primitive void owe(struct obligation *obligation)
{
	obligation->owed++;
	__mmapck_event(EVENT_OWE, obligation, 1);
}

__primitive void settle(struct obligation *obligation)
{
	check(obligation->owed != 0, "settled-twice", "nothing is owed here");
	obligation->owed--;
	__mmapck_event(EVENT_SETTLE, obligation, 1);
}

#endif /* MMAPCK_PRIMITIVES_H */
