/* SPDX-License-Identifier: Apache-2.0 */
/* A lock is kept if one thing fails, or if two others do. */
#include <mmapck/primitives.h>

static struct mutex m;

static int alone(void)
{
	return fault("alone", -12, FAULT_ALLOC_THEORETICAL);
}

static int first(void)
{
	return fault("first", -5, FAULT_IO);
}

static int second(void)
{
	return fault("second", -4, FAULT_SIGNAL);
}

static int harmless(void)
{
	return fault("harmless", -28, FAULT_SPACE);
}

static __syscall long call(void)
{
	int err = harmless();
	int io;

	mutex_lock(&m);
	err = alone();
	if (err)
		return err;
	io = first();
	err = second();
	if (io && err)
		return err;
	mutex_unlock(&m);
	return 0;
}

TASK(A)
{
	call();
}
