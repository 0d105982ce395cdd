/* SPDX-License-Identifier: Apache-2.0 */
/* A task that maps and unmaps for ever. No search of its states ends; what holds of the counters has to be proved. */
#include <mmapck/primitives.h>

static struct mutex lock;
static unsigned long prepared, completed, aborted;
static bool mapped;

static void undo(void)
{
#ifndef FORGETS_ABORT
	aborted++;
#endif
}

static __syscall int map(void)
{
	int err;

	mutex_lock(&lock);
	if (mapped) {
		mutex_unlock(&lock);
		return -17;
	}
	prepared++;
	err = fault("insert", -12, FAULT_ALLOC_MAY_FAIL);
	if (err) {
		undo();
	} else {
		completed++;
		mapped = true;
	}
	mutex_unlock(&lock);
	return err;
}

static __syscall int unmap(void)
{
	mutex_lock(&lock);
	mapped = false;
	mutex_unlock(&lock);
	return 0;
}

INVARIANT(every_prepare_is_settled, AT_QUIESCENCE, "what was prepared was completed or aborted")
{
	return prepared == completed + aborted;
}

TASK(A)
{
	for (;;) {
		map();
		unmap();
	}
}
