/* SPDX-License-Identifier: Apache-2.0 */
/* Completions and deferred work.  See primitives.h. */
#ifndef MMAPCK_WORK_H
#define MMAPCK_WORK_H

#include <mmapck/primitives.h>

struct completion {
	u8 done range(0, 7);
};

__primitive void complete(struct completion *x)
{
	x->done++;
}

__primitive void wait_for_completion(struct completion *x)
{
	might_sleep();
	__mmapck_wait(x->done != 0);
	x->done--;
}

struct work_struct {
	bool pending;
	bool running;
};

/* A work item and the worker that runs function() whenever it was scheduled. */
#define DEFERRED_WORK(name, function)                                           \
	static struct work_struct name;                                         \
	DAEMON(name) {                                                          \
		for (;;) {                                                      \
			__mmapck_begin_work(&name);                             \
			function();                                             \
			name.running = 0;                                       \
		}                                                               \
	}

__primitive void __mmapck_begin_work(struct work_struct *work)
{
	__mmapck_wait(work->pending);
	work->pending = 0;
	work->running = 1;
}

/* Scheduling what is pending already does nothing, as in the kernel. */
__primitive void schedule_work(struct work_struct *work)
{
	work->pending = 1;
}

/* Waits until the work is neither pending nor running. */
__primitive void flush_work(struct work_struct *work)
{
	might_sleep();
	__mmapck_wait(!work->pending && !work->running);
}

#endif /* MMAPCK_WORK_H */
