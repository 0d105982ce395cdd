/* SPDX-License-Identifier: Apache-2.0 */
/*
 * window: an ioctl marks a range of registers, given as start and length in 64
 * bits. One check adds the two, and the sum may wrap; the other does not add, as
 * check_add_overflow() of the kernel or a subtraction would not.
 */
#include <mmapck/driver.h>

#define WINDOW_REGISTERS 4

static bool window_marked[WINDOW_REGISTERS];

static void window_mark(u64 start, u64 len)
{
	for (u64 i = 0; i < WINDOW_REGISTERS && i < len; i++)
		window_marked[start + i] = true;
}

__syscall static long window_ioctl_sum(u64 start, u64 len)
{
	if (start + len > WINDOW_REGISTERS)
		return -EINVAL;
	window_mark(start, len);
	return 0;
}

__syscall static long window_ioctl(u64 start, u64 len)
{
	if (start > WINDOW_REGISTERS || len > WINDOW_REGISTERS - start)
		return -EINVAL;
	window_mark(start, len);
	return 0;
}
