/* SPDX-License-Identifier: Apache-2.0 */
/* What is found when the power fails now. */
#include <mmapck/fs.h>

/* Whether a block holds what the disk says that it holds: nobody else has written to it since, and
 * who has it now has written to it. */
static __pure bool block_holds_old_data(int block)
{
	if (blocks[block].b_reused)
		return !blocks[block].b_clean;
	return !blocks[block].b_refcount || blocks[block].b_clean;
}

INVARIANT(recovery_exposes_nothing, EVERY_STEP,
	  "after a power failure no page shows what another file wrote, or a former owner left")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(extent_is_readable(xfs_dinodes[i].di_df[page].br_state)) &&
			    !block_holds_old_data(xfs_dinodes[i].di_df[page].br_startblock))
				return false;
	return true;
}

/* Whether addr is a page of a MAP_SYNC mapping that a store needs no fault for. */
static __pure bool is_sync_writable(const struct mm_struct *mm, int addr)
{
	return (mm->pte_write >> addr & 1) && dax_pte(mm, addr) && XFS_I(dax_inode(mm, addr))->i_sync;
}

INVARIANT(sync_pte_durable, EVERY_STEP,
	  "what a MAP_SYNC mapping may write to is where the disk says that it is")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		for (int addr = 0; addr < MMAPCK_NR_PAGES; addr++)
			if (subject(is_sync_writable(&mms[p], addr)) &&
			    xfs_dinodes[dax_inode(&mms[p], addr)->i_ino].di_df[dax_pgoff(&mms[p], addr)].br_startblock !=
			    mms[p].pte[addr])
				return false;
	return true;
}
