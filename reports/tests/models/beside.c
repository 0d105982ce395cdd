/* SPDX-License-Identifier: Apache-2.0 */
/* A value that one task leaves behind is a violation in another; a third has nothing to do with it. */
#include <mmapck/primitives.h>

static u8 value range(0, 3);
static u8 other range(0, 3);

TASK(A)
{
	value = 1;
	value = 2;
	other = 1;
}

TASK(B)
{
	other = 2;
}

TASK(C)
{
	assume(other != 0);
	check(value != 2, "two", "the value is never 2");
}
