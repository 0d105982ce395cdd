/* SPDX-License-Identifier: Apache-2.0 */
/* Two tasks take two locks in different orders. */
#include <mmapck/primitives.h>

static struct mutex first;
static struct mutex second;
static bool ready;

static __syscall int forward(void)
{
	mutex_lock(&first);
	mutex_lock(&second);
	ready = true;
	mutex_unlock(&second);
	mutex_unlock(&first);
	return 0;
}

static __syscall int backward(void)
{
	mutex_lock(&second);
	mutex_lock(&first);
	ready = false;
	mutex_unlock(&first);
	mutex_unlock(&second);
	return 0;
}

TASK(A)
{
	forward();
}

TASK(B)
{
	backward();
}
