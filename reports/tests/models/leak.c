/* SPDX-License-Identifier: Apache-2.0 */
/* A driver takes a lock in one hook; on one way out nobody gives it back. */
#include <mmapck/primitives.h>

#define ENOMEM 12

struct operations {
	int (*prepare)(int pages);
	void (*complete)(void);
	void (*abort)(void);
};

struct area {
	long start;
	long end;
};
POOL(struct area, area, 2);

static struct mutex region_mutex;
static struct rw_semaphore mmap_lock;
static struct area *mapped;

static int region_prepare(int pages)
{
	mutex_lock(&region_mutex);
	if (pages > 4) {
		mutex_unlock(&region_mutex);
		return -22;
	}
	return 0;
}

static void region_complete(void)
{
	mutex_unlock(&region_mutex);
}

static void region_abort(void)
{
	mutex_unlock(&region_mutex);
}

static const struct operations region_operations = {
	.prepare = region_prepare,
	.complete = region_complete,
	.abort = region_abort,
};

static struct area *area_allocate(void)
{
	if (fault("area_allocate", -ENOMEM, FAULT_ALLOC_THEORETICAL))
		return NULL;
	return area_alloc();
}

static int charge_pages(int pages)
{
	return fault("charge_pages", -ENOMEM, FAULT_LIMIT);
}

static long map_region(const struct operations *ops, long addr, int pages)
{
	struct area *area;
	int err = ops->prepare(pages);

	if (err)
		return err;
	err = charge_pages(pages);
	if (err) {
		ops->abort();
		return err;
	}
	area = area_allocate();
	if (!area)
		return -ENOMEM;
	area->start = addr;
	area->end = addr + pages;
	mapped = area;
	ops->complete();
	return addr;
}

static __syscall long map(long addr, int pages)
{
	long ret;

	down_write(&mmap_lock);
	ret = map_region(&region_operations, addr, pages);
	up_write(&mmap_lock);
	return ret;
}

INVARIANT(mapped_once, AT_QUIESCENCE, "an area is where it was mapped")
{
	return !mapped || mapped->start < mapped->end;
}

SETUP(leak)
{
	map(3, 9);
}

TASK(A)
{
	map(0, 2);
}
