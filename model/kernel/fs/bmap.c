/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The extent map of a file, under ILOCK.
 *
 * Models xfs_bmapi_write() and xfs_bunmapi() of fs/xfs/libxfs/xfs_bmap.c, Linux
 * 6.12.
 */
#include <mmapck/seal.h>

static __atomic_step void xfs_bmap_set(struct xfs_inode *ip, int page, enum extent_state state, int block)
{
	ip->i_df[page].br_state = state;
	ip->i_df[page].br_startblock = block;
}

/* Zeros, or the data of a write: no former owner's bytes are left in it, and none that cannot be read. */
static __atomic_step void block_fill(int block)
{
	blocks[block].b_clean = true;
	blocks[block].b_poison = false;
}

/* What a delayed allocation waited for. */
static __atomic_step void xfs_bmap_del_extent_delay(const struct xfs_inode *ip)
{
	xfs_add_fdblocks(1);
	xfs_qm_unreserve(ip->i_uid, 1);
}

/* A block for a hole or a delayed allocation. Zeroed here, before anybody can see it, if it is to be
 * readable at once (XFS_BMAPI_ZERO). */
static __atomic_step int xfs_bmapi_allocate(struct xfs_trans *tp, struct xfs_inode *ip, int page,
					    enum extent_state state)
{
	int block = xfs_alloc_vextent(tp);

	if (block < 0)
		return block;
	if (ip->i_df[page].br_state == EXTENT_DELALLOC)
		xfs_bmap_del_extent_delay(ip);
	xfs_qm_use_reserved(ip);
	if (extent_is_readable(state))
		block_fill(block);
	xfs_bmap_set(ip, page, state, block);
	witness_fs_change();
	return 0;
}

/* As part of a transaction. Caller holds ILOCK. */
static __atomic_step void xfs_trans_log_size(struct xfs_trans *tp, struct xfs_inode *ip, int pages)
{
	ip->i_disk_size = pages;
	tp->t_dirty = true;
}

/* What is in the block can be read from here on. */
static __atomic_step void xfs_bmapi_convert_unwritten(struct xfs_trans *tp, struct xfs_inode *ip, int page)
{
	ip->i_df[page].br_state = EXTENT_WRITTEN;
	tp->t_dirty = true;
	witness_fs_change();
}

/*
 * Backs pages first..first+len-1 with blocks in the given state, unwritten or
 * written. What has a block keeps it; unwritten becomes written if that is
 * asked for. Caller holds ILOCK; an error has changed nothing.
 */
static int xfs_bmapi_write(struct xfs_trans *tp, struct inode *inode, int first, int len, enum extent_state state)
{
	struct xfs_inode *ip = XFS_I(inode);
	int err;

	lockdep_assert_held_write(&ip->i_lock);
	err = seal_refuses(inode, SEAL_BMAPI_WRITE, first, len);
	if (err)
		return err;
	for (int page = first; page < first + len; page++) {
		if (!extent_is_real(ip->i_df[page].br_state)) {
			err = xfs_bmapi_allocate(tp, ip, page, state);
			if (err)
				return err;
		} else if (ip->i_df[page].br_state == EXTENT_UNWRITTEN && state == EXTENT_WRITTEN) {
			block_fill(ip->i_df[page].br_startblock);
			xfs_bmapi_convert_unwritten(tp, ip, page);
		}
	}
	return 0;
}

/* What a page had goes back to free space. */
static __atomic_step void xfs_bmap_del_extent(struct xfs_trans *tp, struct xfs_inode *ip, int page)
{
	if (ip->i_df[page].br_state == EXTENT_DELALLOC)
		xfs_bmap_del_extent_delay(ip);
	if (extent_is_real(ip->i_df[page].br_state)) {
		xfs_free_extent(tp, ip->i_df[page].br_startblock);
		xfs_trans_mod_dquot(ip, -1);
	}
	xfs_bmap_set(ip, page, EXTENT_HOLE, 0);
	witness_fs_change();
}

/* Makes a page a hole. Caller holds ILOCK; an error has changed no extent. */
static int xfs_bunmapi(struct xfs_trans *tp, struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);
	int err;

	lockdep_assert_held_write(&ip->i_lock);
	err = seal_refuses(inode, SEAL_BUNMAPI, page, 1);
	if (!err)
		err = xfs_defer_finish(tp);
	if (err)
		return err;
	xfs_bmap_del_extent(tp, ip, page);
	return 0;
}

/* Makes pages first..first+len-1 holes, from the last on, one transaction each. */
static int xfs_bunmapi_range(struct inode *inode, int first, int len)
{
	struct xfs_inode *ip = XFS_I(inode);
	struct xfs_trans tp;
	int err;

	for (int page = first + len - 1; page >= first; page--) {
		if (ip->i_df[page].br_state == EXTENT_HOLE)
			continue;
		err = xfs_trans_alloc_ilock(&tp, ip);
		if (err)
			return err;
		err = xfs_trans_end_ilock(&tp, ip, xfs_bunmapi(&tp, inode, page));
		if (err)
			return err;
	}
	return 0;
}

static __atomic_step void i_size_write(struct inode *inode, int pages)
{
	inode->i_size = pages;
	witness_fs_change();
}

/* The size that the disk knows: a transaction of its own. */
static int xfs_log_size(struct inode *inode, int pages)
{
	struct xfs_inode *ip = XFS_I(inode);
	struct xfs_trans tp;
	int err = xfs_trans_alloc_ilock(&tp, ip);

	if (err)
		return err;
	xfs_trans_log_size(&tp, ip, pages);
	return xfs_trans_end_ilock(&tp, ip, 0);
}

/* xfs_setfilesize(): a page was written behind what the disk knows. */
static int xfs_setfilesize(struct inode *inode, int page)
{
	return page < XFS_I(inode)->i_disk_size ? 0 : xfs_log_size(inode, page + 1);
}
