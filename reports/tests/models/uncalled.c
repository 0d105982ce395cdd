/* SPDX-License-Identifier: Apache-2.0 */
/* What no run comes to: a function that nothing calls, an expression that nobody asks for, a line behind a test that is known. */
#include <mmapck/primitives.h>

static int pages range(0, 3);

static __pure int left(void)
{
	return 3 - pages;
}

static __pure int unasked(void)
{
	return left() + 1;
}

static void release(void)
{
	pages = 0;
}

static void shrink(int count)
{
	if (count > 3) {
		release();
		return;
	}
	pages -= count;
}

static int expand(int count)
{
	int err = fault("expand", -12, FAULT_LIMIT);

	if (err)
		return err;
	pages += count;
	return 0;
}

TASK(A)
{
	if (left())
		shrink(0);
}
