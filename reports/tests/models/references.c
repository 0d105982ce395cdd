/* SPDX-License-Identifier: Apache-2.0 */
/* Every kind of thing that a ledger knows, two faults, a choice, a daemon, and a use of what was freed. */
#include <mmapck/primitives.h>

struct file {
	struct refcount count;
	struct file *next;
};
POOL(struct file, file, 2);

static struct account memory;
static struct obligation sync_due;
static struct file *opened;

static void nothing(void)
{
}
DEFERRED_WORK(flush, nothing)

static void file_get(struct file *file)
{
	refcount_get(&file->count, REF_VMA);
}

static __syscall int open_twice(int pages)
{
	int err;

	opened = file_alloc();
	file_get(opened);
	file_get(opened);
	charge(&memory, pages);
	err = fault("reserve", -28, FAULT_SPACE);
	if (err)
		return err;
	owe(&sync_due);
	err = fault("submit", -5, FAULT_IO);
	if (err)
		return err;
	schedule_work(&flush);
	settle(&sync_due);
	uncharge(&memory, pages);
	refcount_put(&opened->count, REF_VMA);
	refcount_put(&opened->count, REF_VMA);
	return 0;
}

static __syscall int close_all(void)
{
	struct file *file = opened;

	if (file)
		file_free(file);
	return opened && opened->next ? 1 : 0;
}

INVARIANT(charges_are_returned, AT_RETURN, "what was charged is uncharged again")
{
	return memory.charged == 0;
}

INVARIANT(everything_is_synced, AT_RETURN, "what is due was done")
{
	return sync_due.owed == 0;
}

TASK(A)
{
	int pages = choose(2, 3);

	open_twice(pages);
	close_all();
}
