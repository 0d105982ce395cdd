/* SPDX-License-Identifier: Apache-2.0 */
/* What is free, reserved and counted; transactions, sizes on disk, and the end of a file system. */
#include <mmapck/fs.h>

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
			count += (xfs_inodes[i].i_df[page].br_state == EXTENT_DELALLOC) +
				 (xfs_inodes[i].i_cow[page].br_state == EXTENT_DELALLOC);
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

INVARIANT(inactive_file_gives_back, AT_END,
	  "a file that has no name, and that nobody uses any more, has no block in either fork")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(xfs_inodes[i].i_unlinked) && !m_shutdown &&
			    (xfs_inodes[i].i_cow[page].br_state != EXTENT_HOLE ||
			     xfs_inodes[i].i_df[page].br_state != EXTENT_HOLE))
				return false;
	return true;
}
