/* SPDX-License-Identifier: Apache-2.0 */
/* A charge and a reference that a failing call keeps, beside a task that does no harm. */
#include <mmapck/primitives.h>

struct inode {
	struct refcount references;
	struct account pages;
};
static struct inode inode;
static struct mutex lock;
static int unrelated range(0, 3);

static int reserve(int pages)
{
	charge(&inode.pages, pages);
	refcount_get(&inode.references, REF_DRIVER);
	return fault("submit", -5, FAULT_IO);
}

static void release(int pages)
{
	refcount_put(&inode.references, REF_DRIVER);
	uncharge(&inode.pages, pages);
}

static __syscall int write_pages(int pages)
{
	int err;

	mutex_lock(&lock);
	err = reserve(pages);
	if (!err)
		release(pages);
	mutex_unlock(&lock);
	return err;
}

static __syscall int touch(void)
{
	mutex_lock(&lock);
	unrelated++;
	mutex_unlock(&lock);
	return 0;
}

INVARIANT(charges_are_returned, AT_END, "what was charged is uncharged again, and all references are put")
{
	return inode.pages.charged == 0 && refcount_read(&inode.references) == 0;
}

TASK(writer)
{
	write_pages(2);
}

TASK(B)
{
	touch();
}

TEARDOWN(charge)
{
	touch();
}
