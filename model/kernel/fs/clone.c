/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages of one file become those of another, or are found to be the same.
 *
 * Models xfs_file_remap_range() of fs/xfs/xfs_file.c, xfs_reflink_remap_prep() and
 * xfs_reflink_remap_blocks() of xfs_reflink.c, Linux 6.12, for two files, pages of the
 * same number, and no change of size. Flushing of the page cache is left out:
 * these are DAX files.
 */
#include <mmapck/seal.h>

/* What a page of src names belongs to both from here on. Caller holds ILOCK of both. */
static __atomic_step void xfs_reflink_share(struct xfs_trans *tp, struct xfs_inode *dest, struct xfs_inode *src,
					    int page)
{
	if (src->i_df[page].br_startblock == dest->i_df[page].br_startblock)
		return;
	xfs_bmap_del_extent(tp, dest, page);
	/* holes and unwritten pages read as zeros: there is nothing to share */
	if (!extent_is_readable(src->i_df[page].br_state))
		return;
	blocks[src->i_df[page].br_startblock].b_refcount++;
	src->i_df[page].br_state = EXTENT_SHARED;
	dest->i_df[page] = src->i_df[page];
	xfs_trans_mod_dquot(dest, 1);
}

/* Without a reservation, whether the target may have one block more, if it gets one. */
static __atomic_step int xfs_reflink_quota(const struct xfs_trans *tp, const struct xfs_inode *dest,
					   const struct xfs_inode *src, int page)
{
	if (tp->t_blk_res || extent_is_real(dest->i_df[page].br_state) ||
	    !extent_is_readable(src->i_df[page].br_state))
		return 0;
	return xfs_qm_allows(dest->i_uid, 1) ? fault("xfs_trans_reserve_quota_nblks", -EDQUOT, FAULT_SPACE) : -EDQUOT;
}

/* Neither the source, which becomes shared, nor the target may be sealed. */
static __pure int clone_refused(const struct inode *dest, const struct inode *src, enum seal_site site, int page,
				int len)
{
	int err = seal_refuses(dest, site, page, len);

	return err ? err : seal_refuses(src, site, page, len);
}

/* One transaction. Caller holds IOLOCK and MMAPLOCK of both. */
static int xfs_reflink_remap_extent(struct inode *dest, struct inode *src, int page)
{
	struct inode *first = first_inode(dest, src);
	struct inode *second = second_inode(dest, src);
	struct xfs_trans tp;
	int err = fault("xfs_reflink_remap_blocks", -EINTR, FAULT_SIGNAL);

	if (err)
		return err;
	err = xfs_trans_alloc_inode(&tp, XFS_I(dest), 1);
	/* it may be that the target has as many blocks already */
	if (err == -EDQUOT || err == -ENOSPC)
		err = xfs_trans_alloc(&tp, XFS_I(dest));
	if (err)
		return err;
	xfs_ilock_two(first, second);
	err = clone_refused(dest, src, SEAL_BUNMAPI, page, 1);
	if (!err)
		err = xfs_reflink_quota(&tp, XFS_I(dest), XFS_I(src), page);
	if (!err)
		err = xfs_defer_finish(&tp);
	if (!err)
		xfs_reflink_share(&tp, XFS_I(dest), XFS_I(src), page);
	err = xfs_trans_end(&tp, err);
	xfs_iunlock_two(first, second);
	return err;
}

/* Whether the pages read the same; nobody can write to them meanwhile. */
static __pure bool same_data(const struct inode *dest, const struct inode *src, int page, int len)
{
	for (int i = 0; i < MMAPCK_NR_FILE_PAGES; i++)
		if (i >= page && i < page + len && page_data(dest, i) != page_data(src, i))
			return false;
	return true;
}

/* Whether some page table lets one of the pages be written to. */
static __pure bool range_is_writable(const struct inode *inode, int page, int len)
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		for (int addr = 0; addr < MMAPCK_NR_PAGES; addr++)
			if ((mms[p].pte_write >> addr & 1) && dax_pte(&mms[p], addr) && dax_inode(&mms[p], addr) == inode &&
			    dax_pgoff(&mms[p], addr) >= page && dax_pgoff(&mms[p], addr) < page + len)
				return true;
	return false;
}

static __atomic_step int xfs_dedupe_compare(const struct inode *dest, const struct inode *src, int page, int len)
{
	check(!range_is_writable(dest, page, len) && !range_is_writable(src, page, len), "compared-while-writable",
	      "nobody writes to pages that are compared before they are shared");
	return same_data(dest, src, page, len) ? 0 : -EBADE;
}

/* What has to be so before anything is shared. Caller holds IOLOCK and MMAPLOCK of both. */
static int xfs_reflink_remap_prep(struct inode *dest, struct inode *src, int page, int len, bool dedupe)
{
	int err = clone_refused(dest, src, SEAL_CLONE, page, len);

	if (err)
		return err;
	if (src->i_swapfile || dest->i_swapfile)
		return -ETXTBSY;
	if (page + len > src->i_size || page + len > dest->i_size || XFS_I(src)->i_isdax != XFS_I(dest)->i_isdax)
		return -EINVAL;
	inode_dio_wait(src);
	inode_dio_wait(dest);
	/* no entry may be writable once the block is shared */
	err = xfs_flush_unmap_range(src, page, len);
	if (!err)
		err = xfs_flush_unmap_range(dest, page, len);
	if (!err && dedupe && xfs_fixes.compares_under_mmaplock)
		err = xfs_dedupe_compare(dest, src, page, len);
	return err;
}

/* Pages done, or -errno if none. */
static int xfs_reflink_remap_blocks(struct inode *dest, struct inode *src, int page, int len)
{
	int err;

	for (int done = 0; done < len; done++) {
		err = xfs_reflink_remap_extent(dest, src, page + done);
		if (!err)
			witness_cloned_page();
		else
			return done && xfs_fixes.counts_what_is_done ? done : err;
	}
	return len;
}

static int xfs_file_remap_range(struct inode *dest, struct inode *src, int page, int len, bool dedupe)
{
	struct inode *first = first_inode(dest, src);
	struct inode *second = second_inode(dest, src);
	int ret = m_shutdown ? -EIO : xfs_iolock_two_and_break_leases(first, second);

	if (ret)
		return ret;
	if (dedupe && !xfs_fixes.compares_under_mmaplock)
		ret = xfs_dedupe_compare(dest, src, page, len);
	if (!ret)
		ret = xfs_mmaplock_two_and_break_dax_layouts(first, second);
	if (!ret) {
		ret = xfs_reflink_remap_prep(dest, src, page, len, dedupe);
		if (!ret)
			ret = xfs_reflink_remap_blocks(dest, src, page, len);
		xfs_mmapunlock_two(first, second);
	}
	xfs_iounlock_two(first, second);
	return ret;
}

static long remap_file_range(int fd, int src, int page, int len, bool dedupe)
{
	struct file_pair pair;
	int ret = fget_two(&pair, fd, src);

	if (ret)
		return ret;
	witness_fs_begin();
	if (!(pair.file->f_mode & FMODE_WRITE) || !(pair.other->f_mode & FMODE_READ))
		ret = -EBADF;
	else if (page < 0 || len <= 0 || pair.file == pair.other)
		ret = -EINVAL;
	else
		ret = xfs_file_remap_range(file_inode(pair.file), file_inode(pair.other), page, len, dedupe);
	witness_clone_end(ret);
	witness_fs_end(ret);
	fput_two(&pair);
	return ret;
}

__syscall static long clone_range(int fd, int src, int page, int len)
{
	return remap_file_range(fd, src, page, len, false);
}

__syscall static long dedupe_range(int fd, int src, int page, int len)
{
	return remap_file_range(fd, src, page, len, true);
}
