/* SPDX-License-Identifier: Apache-2.0 */
/* A device that ends its I/O at any time: every pin is put some day, whoever has taken it. */
#include <mmapck/driver.h>
#include <mmapck/seal.h>

static __pure int task_with_pin(void)
{
	for (int task = 1; task <= MMAPCK_TASKS; task++)
		if (pins[task].inode)
			return task;
	return 0;
}

static __atomic_step void dma_end(void)
{
	wait_event(task_with_pin());
	unpin_user_page(&pins[task_with_pin()]);
}

DAEMON(dma)
{
	for (;;)
		dma_end();
}
