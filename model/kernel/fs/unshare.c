/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A range of a file shares no page any more.
 *
 * Models xfs_reflink_unshare() and xfs_reflink_try_clear_inode_flag() of fs/xfs/xfs_reflink.c,
 * iomap_file_unshare() of fs/iomap/buffered-io.c and dax_file_unshare() of fs/dax.c, Linux 6.12. Callers
 * hold IOLOCK and MMAPLOCK.
 */
#include <mmapck/seal.h>

/* A copy of a page that is shared, at once. */
static int dax_unshare_page(struct inode *inode, int page)
{
	struct iomap iomap;
	int err = xfs_direct_write_iomap_begin(inode, page, true, &iomap);

	if (err || !iomap.cow)
		return err;
	return xfs_dax_write_iomap_end(inode, page, dax_iomap_copy_around(inode, page, &iomap));
}

/* A page that is shared becomes dirty, and is written to a block of its own. */
static int iomap_unshare_page(struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);
	int ret = iomap_write_begin(inode, page);

	if (ret < 0)
		return ret;
	folio_mark_dirty(&ip->i_pages[page]);
	mutex_unlock(&ip->i_entry[page]);
	return xfs_writeback_page(inode, page);
}

/* xfs_can_free_cowblocks(): no data waits for a staging block. */
static __pure bool can_free_cowblocks(const struct xfs_inode *ip)
{
	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
		if (ip->i_pages[page].dirty || ip->i_pages[page].writeback)
			return false;
	return !ip->i_dio_count;
}

/* A file that shares nothing needs no CoW fork. */
static void xfs_reflink_try_clear_inode_flag(struct inode *inode)
{
	if (inode_is_shared(XFS_I(inode)))
		return;
	if (xfs_fixes.unshare_keeps_dirty_cow && !can_free_cowblocks(XFS_I(inode)))
		return;
	xfs_reflink_cancel_cow_range(inode, 0, MMAPCK_NR_FILE_PAGES);
}

static int xfs_reflink_unshare(struct inode *inode, int first, int len)
{
	struct xfs_inode *ip = XFS_I(inode);
	int err = xfs_flush_unmap_range(inode, first, len);

	for (int page = first; page < first + len && !err; page++)
		if (ip->i_df[page].br_state == EXTENT_SHARED)
			err = ip->i_isdax ? dax_unshare_page(inode, page) : iomap_unshare_page(inode, page);
	if (!err)
		xfs_reflink_try_clear_inode_flag(inode);
	return err;
}
