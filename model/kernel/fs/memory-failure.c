/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that breaks under a DAX file: who has it mapped is told, and nobody maps it again.
 *
 * Models memory_failure_dev_pagemap() and mf_dax_kill_procs() of mm/memory-failure.c and
 * xfs_dax_notify_failure() of fs/xfs/xfs_notify_failure.c, Linux 6.12.
 */
#include <mmapck/seal.h>

/* Processes that were sent SIGBUS for broken memory. */
static bool hwpoison_sigbus[MMAPCK_NR_PROCESSES] indexed_by(scenario_process);

/* Whether a page of a file is mapped at addr. */
static __pure bool maps_page(const struct mm_struct *mm, int addr, const struct inode *inode, int page)
{
	return dax_pte(mm, addr) && dax_inode(mm, addr) == inode && dax_pgoff(mm, addr) == page;
}

static __atomic_step void collect_procs_fsdax(const struct inode *inode, int page)
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		for (int addr = 0; addr < MMAPCK_NR_PAGES; addr++)
			if (maps_page(&mms[p], addr, inode, page))
				hwpoison_sigbus[p] = true;
}

/* The entry's lock keeps faults out: what was mapped before is found, what comes later finds the poison. */
static void mf_dax_kill_procs(struct inode *inode, int page)
{
	mutex_lock(&XFS_I(inode)->i_entry[page]);
	collect_procs_fsdax(inode, page);
	unmap_mapping_range(&inode->i_data, page, 1);
	mutex_unlock(&XFS_I(inode)->i_entry[page]);
}

/* Every owner that the reverse map knows. */
static void xfs_dax_notify_failure(int block)
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (xfs_inodes[i].i_df[page].br_startblock == block)
				mf_dax_kill_procs(&inodes[i], page);
}

__syscall static long madvise_hwpoison(long addr)
{
	int block = 0;

	down_read(&current_mm->mmap_lock);
	if (dax_pte(current_mm, addr) && current_mm->pte[addr] != ZERO_PFN)
		block = current_mm->pte[addr];
	up_read(&current_mm->mmap_lock);
	if (!block)
		return -EFAULT;
	blocks[block].b_poison = true;
	xfs_dax_notify_failure(block);
	return 0;
}
