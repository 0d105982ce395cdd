/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two files exchange a range of pages.
 *
 * Models xfs_exchange_range() of fs/xfs/xfs_exchrange.c, Linux 6.12, for pages of the same number and
 * no change of size. All of it is one chain of intents, finished by recovery: one step here. The
 * check that a file is as old as the caller believes is left out.
 */
#include <mmapck/seal.h>

/* How many blocks the first file gains by what the second has in a range. */
static __pure int xfs_exchrange_delta(const struct xfs_inode *ip, const struct xfs_inode *tip, int page, int len)
{
	int delta = 0;

	for (int i = 0; i < MMAPCK_NR_FILE_PAGES; i++)
		if (i >= page && i < page + len)
			delta += extent_is_real(tip->i_df[i].br_state) - extent_is_real(ip->i_df[i].br_state);
	return delta;
}

/* Whether both users may have what the other one's file has. Caller holds ILOCK of both. */
static __pure int xfs_exchrange_quota(const struct xfs_inode *ip, const struct xfs_inode *tip, int page, int len)
{
	if (ip->i_uid == tip->i_uid)
		return 0;
	return xfs_qm_allows(ip->i_uid, xfs_exchrange_delta(ip, tip, page, len)) &&
	       xfs_qm_allows(tip->i_uid, xfs_exchrange_delta(tip, ip, page, len)) ? 0 : -EDQUOT;
}

static __atomic_step void xfs_exchmaps_swap(struct xfs_inode *ip, struct xfs_inode *tip, int page, int len)
{
	struct xfs_bmbt_irec irec;

	for (int i = page; i < page + len; i++) {
		irec = ip->i_df[i];
		ip->i_df[i] = tip->i_df[i];
		tip->i_df[i] = irec;
	}
	xfs_trans_mod_dquot(ip, xfs_exchrange_delta(tip, ip, page, len));
	xfs_trans_mod_dquot(tip, xfs_exchrange_delta(ip, tip, page, len));
	witness_fs_change();
}

/* Caller holds IOLOCK and MMAPLOCK of both. */
static int xfs_exchange_range_prep(struct inode *first, struct inode *second, int page, int len)
{
	int err;

	if (page + len > first->i_size || page + len > second->i_size)
		return -EINVAL;
	inode_dio_wait(first);
	inode_dio_wait(second);
	err = xfs_flush_unmap_range(first, page, len);
	if (!err)
		err = xfs_flush_unmap_range(second, page, len);
	if (err)
		return err;
	xfs_reflink_cancel_cow_range(first, page, len);
	xfs_reflink_cancel_cow_range(second, page, len);
	return 0;
}

static int xfs_exchange_range_finish(struct inode *first, struct inode *second, int page, int len)
{
	struct xfs_trans tp;
	int err = fault("xfs_trans_reserve_quota", -EDQUOT, FAULT_SPACE);

	if (!err)
		err = xfs_trans_alloc(&tp, XFS_I(first));
	if (err)
		return err;
	xfs_ilock_two(first, second);
	err = clone_refused(first, second, SEAL_BUNMAPI, page, len);
	if (!err)
		err = xfs_exchrange_quota(XFS_I(first), XFS_I(second), page, len);
	if (!err)
		err = xfs_defer_finish(&tp);
	if (!err)
		xfs_exchmaps_swap(XFS_I(first), XFS_I(second), page, len);
	err = xfs_trans_end(&tp, err);
	xfs_iunlock_two(first, second);
	return err;
}

static int xfs_exchange_range(struct inode *first, struct inode *second, int page, int len)
{
	int err = m_shutdown ? -EIO : xfs_iolock_two_and_break_leases(first, second);

	if (err)
		return err;
	err = xfs_mmaplock_two_and_break_dax_layouts(first, second);
	if (!err) {
		err = xfs_exchange_range_prep(first, second, page, len);
		if (!err)
			err = xfs_exchange_range_finish(first, second, page, len);
		xfs_mmapunlock_two(first, second);
	}
	xfs_iounlock_two(first, second);
	return err;
}

__syscall static long exchange_range(int fd, int fd2, int page, int len)
{
	struct file_pair pair;
	int err = fget_two(&pair, fd, fd2);

	if (err)
		return err;
	witness_fs_begin();
	if (!(pair.file->f_mode & pair.other->f_mode & FMODE_WRITE))
		err = -EBADF;
	else if (page < 0 || len <= 0 || pair.file == pair.other)
		err = -EINVAL;
	else
		err = xfs_exchange_range(first_inode(file_inode(pair.file), file_inode(pair.other)),
					 second_inode(file_inode(pair.file), file_inode(pair.other)), page, len);
	witness_all_or_nothing(err);
	witness_fs_end(err);
	fput_two(&pair);
	return err;
}
