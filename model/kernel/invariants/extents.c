/* SPDX-License-Identifier: Apache-2.0 */
/* Extent maps, and the blocks behind them. */
#include <mmapck/seal.h>

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

INVARIANT(exchange_is_all_or_nothing, AT_RETURN,
	  "an exchange of extents that fails has changed nothing")
{
	return !fs_witness[__mmapck_task()].partial;
}

INVARIANT(clone_counts_truly, AT_RETURN,
	  "a clone returns how many pages it has shared, or an error if none")
{
	return !fs_witness[__mmapck_task()].miscounted;
}
