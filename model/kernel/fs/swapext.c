/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two files exchange their extents.
 *
 * Models xfs_ioc_swapext() of fs/xfs/xfs_ioctl.c and xfs_swap_extents() of
 * fs/xfs/xfs_bmap_util.c, Linux 6.12, for files of equal size.
 */
#include <mmapck/seal.h>

static __atomic_step void xfs_swap_extent_forks(struct xfs_inode *ip, struct xfs_inode *tip)
{
	struct xfs_bmbt_irec irec;

	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++) {
		irec = ip->i_df[page];
		ip->i_df[page] = tip->i_df[page];
		tip->i_df[page] = irec;
		irec = ip->i_cow[page];
		ip->i_cow[page] = tip->i_cow[page];
		tip->i_cow[page] = irec;
	}
	witness_fs_change();
}

/* Whether a seal forbids it, asked for both files. */
static __pure int swapext_refused(const struct inode *inode, const struct inode *donor, enum seal_site site)
{
	int err = seal_refuses(inode, site, 0, MMAPCK_NR_FILE_PAGES);

	return err ? err : seal_refuses(donor, site, 0, MMAPCK_NR_FILE_PAGES);
}

/* Caller holds IOLOCK and MMAPLOCK of both; inode's number is the lower one. */
static int xfs_swap_extents(struct inode *inode, struct inode *donor)
{
	struct xfs_trans tp;
	int err;

	err = swapext_refused(inode, donor, SEAL_SWAPEXT_LOCKED);
	if (err)
		return err;
	if (inode->i_size != donor->i_size)
		return -EFAULT;
	if (XFS_I(inode)->i_uid != XFS_I(donor)->i_uid)
		return -EINVAL;
	if (xfs_fixes.swapext_waits_for_dio) {
		inode_dio_wait(inode);
		inode_dio_wait(donor);
	}
	err = xfs_flush_unmap_range(inode, 0, MMAPCK_NR_FILE_PAGES);
	if (!err)
		err = xfs_flush_unmap_range(donor, 0, MMAPCK_NR_FILE_PAGES);
	if (err)
		return err;
	err = fault("xfs_trans_alloc", -ENOSPC, FAULT_SPACE);
	if (!err)
		err = xfs_trans_alloc(&tp, XFS_I(inode));
	if (err)
		return err;
	xfs_ilock_two(inode, donor);
	err = swapext_refused(inode, donor, SEAL_BUNMAPI);
	if (!err)
		err = xfs_defer_finish(&tp);
	if (!err)
		xfs_swap_extent_forks(XFS_I(inode), XFS_I(donor));
	err = xfs_trans_end(&tp, err);
	xfs_iunlock_two(inode, donor);
	return err;
}

/* IOLOCK and MMAPLOCK of both: 0, or -errno and neither. */
static int xfs_lock_for_swap(struct inode *first, struct inode *second)
{
	int err;

	if (!xfs_fixes.swapext_breaks_layouts) {
		xfs_iolock_two(first, second);
		xfs_mmaplock_two(first, second);
		return 0;
	}
	err = xfs_iolock_two_and_break_leases(first, second);
	if (err)
		return err;
	err = xfs_mmaplock_two_and_break_dax_layouts(first, second);
	if (err)
		xfs_iounlock_two(first, second);
	return err;
}

static int xfs_lock_and_swap(struct inode *first, struct inode *second)
{
	int err = xfs_lock_for_swap(first, second);

	if (err)
		return err;
	err = xfs_swap_extents(first, second);
	xfs_mmapunlock_two(first, second);
	xfs_iounlock_two(first, second);
	return err;
}

static int xfs_ioc_swapext(struct inode *inode, struct inode *donor)
{
	int err;

	if (inode == donor)
		return -EINVAL;
	if (m_shutdown)
		return -EIO;
	err = swapext_refused(inode, donor, SEAL_SWAPEXT);
	if (err)
		return err;
	return xfs_lock_and_swap(first_inode(inode, donor), second_inode(inode, donor));
}

__syscall static long swapext(int fd, int donor)
{
	struct file_pair pair;
	int err = fget_two(&pair, fd, donor);

	if (err)
		return err;
	witness_fs_begin();
	if (!(pair.file->f_mode & pair.other->f_mode & FMODE_WRITE))
		err = -EBADF;
	else
		err = xfs_ioc_swapext(file_inode(pair.file), file_inode(pair.other));
	witness_all_or_nothing(err);
	witness_fs_end(err);
	fput_two(&pair);
	return err;
}
