/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A userfaultfd of the process: which VMAs it waits for, and what it is told of
 * them.
 *
 * Models userfaultfd_unmap_prep(), userfaultfd_unmap_complete(), dup_userfaultfd() and
 * dup_userfaultfd_fail() of fs/userfaultfd.c, Linux 6.11 to 7.3, with all events asked
 * for; userfaultfd-register.c has the rest. Page faults go on as ever: who would
 * serve them is left out. Without the bound USERFAULTFD there is none.
 */
#include <mmapck/kernel.h>

#if MMAPCK_USERFAULTFD
/* What a task will tell at the end of its system call. */
struct userfaultfd_events {
	unsigned unmapped : MMAPCK_NR_PAGES;	/* a bit for each page */
	u8 forked range(0, MMAPCK_NR_VMAS);	/* contexts that belong to a child */
};

static struct userfaultfd_events uf[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

static __atomic_step void userfaultfd_unmap_event(const struct vm_area_struct *vma)
{
	if (!vma->vm_userfaultfd)
		return;
	for (int i = vma->vm_start; i < vma->vm_end; i++)
		uf[__mmapck_task()].unmapped |= 1u << i;
}

static __atomic_step void userfaultfd_unmap_cancel(void)
{
	uf[__mmapck_task()].unmapped = 0;
}

/* Told whatever came of the call. What has failed is judged here, where nobody
 * else has mapped anything yet. */
static __atomic_step void userfaultfd_unmap_complete(const struct mm_struct *mm, long ret)
{
	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		check(ret >= 0 || !(uf[__mmapck_task()].unmapped >> i & 1) ||
		      !mm->mm_mt[i] || !mm->mm_mt[i]->vm_userfaultfd,
		      "unmap-told-but-mapped", "a userfaultfd is told that a range is unmapped only if it is");
	uf[__mmapck_task()].unmapped = 0;
}

/* A context for the copy. */
static __atomic_step int dup_userfaultfd(const struct vm_area_struct *vma)
{
	int err;

	if (!vma->vm_userfaultfd)
		return 0;
	err = fault("dup_userfaultfd", -ENOMEM, FAULT_ALLOC_THEORETICAL);
	if (!err)
		uf[__mmapck_task()].forked++;
	return err;
}

/* The child and its userfaultfd go to the one who waits for events. */
static __atomic_step void dup_userfaultfd_complete(int err)
{
	check(!err || !uf[__mmapck_task()].forked, "fork-told-but-failed",
	      "a userfaultfd is told of a fork only if there is a child");
	uf[__mmapck_task()].forked = 0;
}

static __atomic_step void dup_userfaultfd_fail(void)
{
	uf[__mmapck_task()].forked = 0;
}
#else
#define userfaultfd_unmap_event(vma)		((void)(vma))
#define userfaultfd_unmap_cancel()		((void)0)
#define userfaultfd_unmap_complete(mm, ret)	((void)(mm), (void)(ret))
#define dup_userfaultfd(vma)			0
#define dup_userfaultfd_complete(err)		((void)(err))
#define dup_userfaultfd_fail()			((void)0)
#endif

/* An event for what is gathered, to be told when the lock is released. */
static __atomic_step int userfaultfd_unmap_prep(const struct vm_area_struct *vma)
{
	int err = fault("userfaultfd_unmap_prep", -ENOMEM, FAULT_ALLOC_THEORETICAL);

	if (!err)
		userfaultfd_unmap_event(vma);
	return err;
}
