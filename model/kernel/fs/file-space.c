/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks for a range, or none; extents that move to other offsets.
 *
 * Models xfs_alloc_file_space(), xfs_free_file_space(), xfs_collapse_file_space() and
 * xfs_insert_file_space() of fs/xfs/xfs_bmap_util.c, Linux 6.12. Callers hold IOLOCK and
 * MMAPLOCK.
 */
#include <mmapck/seal.h>

/* Pages from first on, at most len, that are holes. */
static __pure int hole_length(const struct xfs_inode *ip, int first, int len)
{
	int n = 0;

	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
		if (page == first + n && n < len && ip->i_df[page].br_state == EXTENT_HOLE)
			n++;
	return n;
}

/* One transaction: unwritten blocks for up to len holes from page on. Returns how
 * many it got, fewer where free space is in pieces, or -errno. */
static int xfs_alloc_file_chunk(struct inode *inode, int page, int len)
{
	struct xfs_inode *ip = XFS_I(inode);
	struct xfs_trans tp;
	int nimaps;
	int err;

	err = xfs_trans_alloc_inode(&tp, ip, len);
	if (err)
		return err;
	down_write(&ip->i_lock);
	nimaps = fault_choose("xfs_bmap_btalloc", len, 1, len, FAULT_SPACE);
	err = xfs_bmapi_write(&tp, inode, page, nimaps, EXTENT_UNWRITTEN);
	if (!err)
		ip->i_prealloc = true;
	err = xfs_trans_end_ilock(&tp, ip, err);
	return err ? err : nimaps;
}

/* What was allocated before a failure stays allocated. */
static int xfs_alloc_file_space(struct inode *inode, int first, int len)
{
	struct xfs_inode *ip = XFS_I(inode);
	int page = first;
	int ret;

	while (page < first + len) {
		if (ip->i_df[page].br_state != EXTENT_HOLE) {
			page++;
			continue;
		}
		ret = xfs_alloc_file_chunk(inode, page, hole_length(ip, page, first + len - page));
		if (ret < 0)
			return ret;
		page += ret;
	}
	return 0;
}

static int xfs_free_file_space(struct inode *inode, int first, int len)
{
	int err = seal_refuses(inode, SEAL_FREE_SPACE, first, len);

	if (err)
		return err;
	err = xfs_flush_unmap_range(inode, first, len);
	return err ? err : xfs_bunmapi_range(inode, first, len);
}

static __atomic_step void xfs_bmap_move_extent(struct xfs_inode *ip, int from, int to)
{
	ip->i_df[to] = ip->i_df[from];
	xfs_bmap_set(ip, from, EXTENT_HOLE, 0);
	witness_fs_change();
}

/* One transaction. What is there goes to a hole. */
static int xfs_bmap_shift_extent(struct inode *inode, int from, int to)
{
	struct xfs_inode *ip = XFS_I(inode);
	struct xfs_trans tp;
	int err = fault("xfs_bmap_shift_extents", -EIO, FAULT_IO);

	if (!err)
		err = xfs_trans_alloc_ilock(&tp, ip);
	if (err)
		return err;
	err = seal_refuses(inode, SEAL_BUNMAPI, from, 1);
	if (!err)
		err = xfs_defer_finish(&tp);
	if (!err)
		xfs_bmap_move_extent(ip, from, to);
	return xfs_trans_end_ilock(&tp, ip, err);
}

/* Whether everything from first on may move; then nobody has any of it mapped. */
static int xfs_prepare_shift(struct inode *inode, int first)
{
	int len = MMAPCK_NR_FILE_PAGES - first;
	int err = seal_refuses(inode, SEAL_SHIFT, first, len);

	if (err)
		return err;
	err = xfs_flush_unmap_range(inode, first, len);
	if (!err)
		xfs_reflink_cancel_cow_range(inode, first, len);
	return err;
}

/* Pages first..first+len-1 go, what follows takes their place. A failure leaves a hole between
 * what has moved and what has not. */
static int xfs_collapse_file_space(struct inode *inode, int first, int len)
{
	int err = xfs_prepare_shift(inode, first);

	if (!err)
		err = xfs_free_file_space(inode, first, len);
	for (int page = first + len; page < MMAPCK_NR_FILE_PAGES && !err; page++)
		if (XFS_I(inode)->i_df[page].br_state != EXTENT_HOLE)
			err = xfs_bmap_shift_extent(inode, page, page - len);
	return err;
}

/* What follows makes room, from the last page on. */
static int xfs_insert_file_space(struct inode *inode, int first, int len)
{
	int err = xfs_prepare_shift(inode, first);

	for (int page = MMAPCK_NR_FILE_PAGES - 1 - len; page >= first && !err; page--)
		if (XFS_I(inode)->i_df[page].br_state != EXTENT_HOLE)
			err = xfs_bmap_shift_extent(inode, page, page + len);
	return err;
}
