/* SPDX-License-Identifier: Apache-2.0 */
/* Locks: mutexes, spinlocks, read-write semaphores and what may sleep.  See primitives.h. */
#ifndef MMAPCK_LOCKS_H
#define MMAPCK_LOCKS_H

#include <mmapck/primitives.h>

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

#endif /* MMAPCK_LOCKS_H */
