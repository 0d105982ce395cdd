/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Somebody who walks all address spaces: swapoff().
 *
 * Models try_to_unuse() and unuse_mm() of mm/swapfile.c, Linux 6.12 to 7.3, as far as
 * they look at VMAs. Nothing is ever swapped out here.
 */
#include <mmapck/kernel.h>

static void unuse_mm(struct mm_struct *mm)
{
	down_read(&mm->mmap_lock);
	if (!mm->half_made || !FAILED_FORK_IS_UNSTABLE)
		check(!mm->half_made, "marker-taken-for-vma",
		      "what a walk finds in the tree of an address space are VMAs");
	up_read(&mm->mmap_lock);
}

__syscall static long swapoff(void)
{
	for (int i = 0; i < MMAPCK_NR_PROCESSES; i++)
		unuse_mm(&mms[i]);
	return 0;
}
