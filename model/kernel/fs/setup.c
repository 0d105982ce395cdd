/* SPDX-License-Identifier: Apache-2.0 */
/* The extents that the files of a scenario have at first. */
#include <mmapck/seal.h>

/* The block of the same page of another file that is shared; 0: none. */
static __pure int shared_block(int file, int page)
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		if (i != file && xfs_inodes[i].i_df[page].br_state == EXTENT_SHARED)
			return xfs_inodes[i].i_df[page].br_startblock;
	return 0;
}

static __pure int first_free_block(void)
{
	for (int block = 1; block <= MMAPCK_NR_BLOCKS; block++)
		if (block_is_free(block))
			return block;
	return 0;
}

static void setup_extent(int file, int page, enum extent_state state)
{
	int block = 0;

	if (state == EXTENT_DELALLOC) {
		xfs_dec_fdblocks(1);
		dquots[xfs_inodes[file].i_uid].q_res++;
	}
	if (state == EXTENT_SHARED)
		block = shared_block(file, page);
	if (extent_is_real(state) && !block)
		block = first_free_block();
	check(block || !extent_is_real(state), "setup", "the device has a block for every extent: raise NR_BLOCKS");
	if (block) {
		m_fdblocks -= !blocks[block].b_refcount;
		dquots[xfs_inodes[file].i_uid].q_count++;
		blocks[block].b_refcount++;
		blocks[block].b_clean = extent_is_readable(state);
		blocks[block].b_data = extent_is_readable(state) ? page + 1 : 0;
	}
	xfs_bmap_set(&xfs_inodes[file], page, state, block);
	xfs_log_force();
}

/* The open hook of files; with DAX unless the driver says otherwise. */
static int xfs_file_open(struct inode *inode, struct file *file)
{
	(void)file;
	XFS_I(inode)->i_isxfs = true;
	XFS_I(inode)->i_isdax = true;
	XFS_I(inode)->i_disk_size = inode->i_size;
	xfs_fixes = seal_release;
	return 0;
}
