/* SPDX-License-Identifier: Apache-2.0 */
/* Extent maps, the blocks behind them, and page table entries that name these. */
#include <mmapck/fs.h>

static __pure int count_owners(int block)
{
	int count = 0;

	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			count += (xfs_inodes[i].i_df[page].br_startblock == block) +
				 (xfs_inodes[i].i_cow[page].br_startblock == block);
	return count;
}

INVARIANT(block_owners_counted, EVERY_STEP,
	  "a block has as many owners as it counts; free and busy blocks have none")
{
	for (int block = 1; block <= MMAPCK_NR_BLOCKS; block++)
		if (blocks[block].b_refcount != count_owners(block) ||
		    (subject(blocks[block].b_refcount != 0) && blocks[block].b_busy))
			return false;
	return true;
}

INVARIANT(block_shared_knowingly, EVERY_STEP,
	  "only shared extents name a block that others name, too")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(extent_is_real(xfs_inodes[i].i_df[page].br_state)) &&
			    xfs_inodes[i].i_df[page].br_state != EXTENT_SHARED &&
			    count_owners(xfs_inodes[i].i_df[page].br_startblock) != 1)
				return false;
	return true;
}

INVARIANT(extent_has_block, EVERY_STEP,
	  "an extent has a block exactly if it is neither a hole nor delayed")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (extent_is_real(xfs_inodes[i].i_df[page].br_state) !=
			    (xfs_inodes[i].i_df[page].br_startblock != 0))
				return false;
	return true;
}

/* Blocks that somebody owns, counted once. */
static __pure int count_owned(void)
{
	int count = 0;

	for (int block = 1; block <= MMAPCK_NR_BLOCKS; block++)
		count += blocks[block].b_refcount != 0;
	return count;
}

INVARIANT(blocks_conserved, EVERY_STEP,
	  "blocks that are free, reserved and owned are all the blocks that there are")
{
	return m_fdblocks + m_resblks + count_owned() == MMAPCK_NR_BLOCKS;
}

/* Of the files of a user: blocks in data forks, or blocks in CoW forks and delayed allocations. */
static __pure int count_quota(int uid, bool reserved)
{
	int count = 0;

	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (xfs_inodes[i].i_uid == uid)
				count += reserved ? (xfs_inodes[i].i_df[page].br_state == EXTENT_DELALLOC) +
						    (xfs_inodes[i].i_cow[page].br_state != EXTENT_HOLE)
						  : extent_is_real(xfs_inodes[i].i_df[page].br_state);
	return count;
}

INVARIANT(quota_matches, AT_QUIESCENCE,
	  "a user's quota counts what the user's files own and what is promised to them")
{
	for (int uid = 0; uid < 2; uid++)
		if (dquots[uid].q_count != count_quota(uid, false) || dquots[uid].q_res != count_quota(uid, true))
			return false;
	return true;
}

INVARIANT(no_transaction_kept, AT_RETURN,
	  "no system call returns with a transaction that is neither committed nor cancelled")
{
	return !journal_info[__mmapck_task()];
}

INVARIANT(shutdown_ends_changes, AT_RETURN,
	  "a call that begins after the file system was shut down neither succeeds nor changes anything")
{
	return !subject(fs_witness[__mmapck_task()].stopped) || !fs_witness[__mmapck_task()].went_on;
}

/* Whether a page is in the file, its data on the device, and its loss has not been told. */
static __pure bool page_is_written(int file, int page)
{
	const struct xfs_inode *ip = &xfs_inodes[file];

	return page < inodes[file].i_size && extent_is_readable(ip->i_df[page].br_state) &&
	       !ip->i_pages[page].dirty && !ip->i_wb_err;
}

INVARIANT(no_data_beyond_disk_size, AT_QUIESCENCE,
	  "what is written to a file is within the size that the disk knows")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(page_is_written(i, page)) && page >= xfs_inodes[i].i_disk_size &&
			    !xfs_inodes[i].i_truncate_failed && !m_shutdown)
				return false;
	return true;
}

INVARIANT(size_on_disk_follows, AT_QUIESCENCE,
	  "the size on disk is not larger than that in memory, unless a truncate has failed half-way")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		if (subject(xfs_inodes[i].i_isxfs) && xfs_inodes[i].i_disk_size > inodes[i].i_size &&
		    !xfs_inodes[i].i_truncate_failed && !m_shutdown)
			return false;
	return true;
}

static __pure int count_delalloc(void)
{
	int count = 0;

	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (xfs_inodes[i].i_df[page].br_state == EXTENT_DELALLOC)
				count++;
	return count;
}

/* Whether some file is one of the file system. */
static __pure bool any_file_isxfs(void)
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		if (xfs_inodes[i].i_isxfs)
			return true;
	return false;
}

INVARIANT(reservation_returned, AT_QUIESCENCE,
	  "what is reserved is what delayed allocations wait for: no transaction kept any")
{
	return !subject(any_file_isxfs()) || m_resblks == count_delalloc();
}

INVARIANT(no_block_exposed, EVERY_STEP,
	  "a page that can be read holds zeros or its file's data, not a former owner's")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(extent_is_readable(xfs_inodes[i].i_df[page].br_state)) &&
			    !blocks[xfs_inodes[i].i_df[page].br_startblock].b_clean)
				return false;
	return true;
}

/* Whether addr is part of a mapping of a DAX file that nobody moves or splits:
 * who changes vm_start or vm_pgoff holds i_mmap_rwsem for writing. */
static __pure bool is_dax_mapped(const struct mm_struct *mm, int addr)
{
	const struct vm_area_struct *vma = mm->mm_mt[addr];

	return vma && vma->vm_file && XFS_I(file_inode(vma->vm_file))->i_isdax &&
	       !vma->vm_file->f_mapping->i_mmap_rwsem.writer;
}

/* The page table entry at addr, if it is one of a DAX file; else 0. */
static __pure int dax_pte(const struct mm_struct *mm, int addr)
{
	return mm->pte[addr] && is_dax_mapped(mm, addr) ? mm->pte[addr] : 0;
}

/* The page of the file that is mapped at addr; there is a DAX file. */
static __pure int dax_pgoff(const struct mm_struct *mm, int addr)
{
	return mm->mm_mt[addr]->vm_pgoff + addr - mm->mm_mt[addr]->vm_start;
}

static __pure struct inode *dax_inode(const struct mm_struct *mm, int addr)
{
	return file_inode(mm->mm_mt[addr]->vm_file);
}

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
	  "a block that is pinned is neither freed nor replaced under the page that it was pinned for")
{
	for (int task = 1; task <= MMAPCK_TASKS; task++)
		if (subject(pins[task].inode != NULL) &&
		    XFS_I(pins[task].inode)->i_df[pins[task].page].br_startblock != pins[task].block)
			return false;
	return true;
}

INVARIANT(staging_has_one_owner, EVERY_STEP,
	  "a block of the CoW fork belongs to nobody else")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(xfs_inodes[i].i_cow[page].br_startblock != 0) &&
			    count_owners(xfs_inodes[i].i_cow[page].br_startblock) != 1)
				return false;
	return true;
}

INVARIANT(io_goes_to_owner, EVERY_STEP,
	  "direct I/O writes to a block that the file has for this page, and nobody else")
{
	for (int task = 1; task <= MMAPCK_TASKS; task++)
		if (subject(dios[task].inode != NULL) &&
		    (blocks[dios[task].block].b_refcount != 1 ||
		     (XFS_I(dios[task].inode)->i_df[dios[task].page].br_startblock != dios[task].block &&
		      XFS_I(dios[task].inode)->i_cow[dios[task].page].br_startblock != dios[task].block)))
			return false;
	return true;
}

INVARIANT(accepted_write_not_refused, AT_RETURN,
	  "no write is refused for a seal after its data is on the device")
{
	return !dios[__mmapck_task()].refused;
}

INVARIANT(fallocate_keeps_data, AT_RETURN,
	  "what fallocate() was not to remove is still in the file, and in order")
{
	return !fs_witness[__mmapck_task()].lost;
}
