/* SPDX-License-Identifier: Apache-2.0 */
#include <mmapck/primitives.h>

static struct mutex kept;

static void hook(void)
{
	mutex_lock(&kept);
}

TASK(A)
{
	hook();
	check(locks_held() == 0, "lock-held-across-hook", "a hook returns with the locks that it was called with");
}
