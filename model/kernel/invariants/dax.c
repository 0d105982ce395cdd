/* SPDX-License-Identifier: Apache-2.0 */
/* Page table entries and DAX entries that name blocks, pins, broken memory. */
#include <mmapck/seal.h>

INVARIANT(pte_owned, EVERY_STEP,
	  "a page table entry names the block that the file has at this offset, unless its DAX entry is locked")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		for (int addr = 0; addr < MMAPCK_NR_PAGES; addr++)
			if (subject(dax_pte(&mms[p], addr) != 0) && mms[p].pte[addr] != ZERO_PFN &&
			    XFS_I(dax_inode(&mms[p], addr))->i_df[dax_pgoff(&mms[p], addr)].br_startblock !=
			    mms[p].pte[addr] &&
			    !XFS_I(dax_inode(&mms[p], addr))->i_entry[dax_pgoff(&mms[p], addr)].owner)
				return false;
	return true;
}

INVARIANT(dax_entry_owned, EVERY_STEP,
	  "a DAX entry that nobody has locked names the block that the file has at this offset")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(xfs_inodes[i].i_dax[page] != 0) && xfs_inodes[i].i_dax[page] != ZERO_PFN &&
			    xfs_inodes[i].i_dax[page] != xfs_inodes[i].i_df[page].br_startblock &&
			    !xfs_inodes[i].i_entry[page].owner)
				return false;
	return true;
}

INVARIANT(poison_not_mapped, AT_QUIESCENCE,
	  "no page table entry names memory that is known to be broken")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		for (int addr = 0; addr < MMAPCK_NR_PAGES; addr++)
			if (dax_pte(&mms[p], addr) && mms[p].pte[addr] != ZERO_PFN &&
			    blocks[mms[p].pte[addr]].b_poison)
				return false;
	return true;
}

INVARIANT(zero_page_over_nothing, AT_QUIESCENCE,
	  "the zero page is mapped only where the file has nothing to read, and not for writing")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		for (int addr = 0; addr < MMAPCK_NR_PAGES; addr++)
			if (subject(dax_pte(&mms[p], addr) == ZERO_PFN) &&
			    ((mms[p].pte_write >> addr & 1) ||
			     extent_is_readable(XFS_I(dax_inode(&mms[p], addr))->i_df[dax_pgoff(&mms[p], addr)].br_state)))
				return false;
	return true;
}

INVARIANT(no_pte_beyond_eof, AT_QUIESCENCE,
	  "no page beyond the end of the file is present")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		for (int addr = 0; addr < MMAPCK_NR_PAGES; addr++)
			if (subject(dax_pte(&mms[p], addr) != 0) &&
			    dax_pgoff(&mms[p], addr) >= dax_inode(&mms[p], addr)->i_size)
				return false;
	return true;
}

INVARIANT(pinned_block_stays, EVERY_STEP,
	  "a block that is pinned for writing is neither freed nor replaced under the page that it was pinned for")
{
	for (int task = 1; task <= MMAPCK_TASKS; task++)
		if (subject(pins[task].write) && seal_promise != PROMISE_NONE &&
		    XFS_I(pins[task].inode)->i_df[pins[task].page].br_startblock != pins[task].block)
			return false;
	return true;
}

INVARIANT(long_pin_leased, EVERY_STEP,
	  "a pin that may last for ever is one of a file that somebody has sealed or leased")
{
	for (int task = 1; task <= MMAPCK_TASKS; task++)
		if (pins[task].longterm && !seal_is_set(pins[task].inode))
			return false;
	return true;
}

INVARIANT(write_success_is_true, AT_RETURN,
	  "what write() says that it has written is the file's")
{
	return !fs_witness[__mmapck_task()].untrue;
}
