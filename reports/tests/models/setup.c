/* SPDX-License-Identifier: Apache-2.0 */
/* The setup itself goes wrong. */
#include <mmapck/primitives.h>

static int slots[2] range(0, 3);

static void fill(int slot, int value)
{
	check(value <= 3, "slot-overflow", "a slot holds at most 3");
	slots[slot] = value;
}

SETUP(setup)
{
	fill(0, 2);
	fill(1, 4);
}

TASK(A)
{
	slots[0] = 0;
}
