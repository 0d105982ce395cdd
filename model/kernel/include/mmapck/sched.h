/* SPDX-License-Identifier: Apache-2.0 */
/* Which process a task runs in, and what a process has open. */
#ifndef MMAPCK_SCHED_H
#define MMAPCK_SCHED_H

#include <mmapck/primitives.h>
#include <mmapck/bounds.h>

/* The open file descriptors of a process: descriptor n is file n. */
struct files_struct {
	unsigned open_fds : MMAPCK_NR_FILES;
};

static struct files_struct fd_tables[MMAPCK_NR_PROCESSES] named_by(scenario_process);

/* The process of each task; set once, by use_process(). */
static u8 task_process[MMAPCK_TASKS + 1] range(0, MMAPCK_NR_PROCESSES - 1) indexed_by(__mmapck_task);

#define current_process (task_process[__mmapck_task()])
#define current_mm (&mms[current_process])
#define current_files (&fd_tables[current_process])

#endif /* MMAPCK_SCHED_H */
