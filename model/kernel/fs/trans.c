/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Transactions, and the end of a file system that lost one.
 *
 * Models xfs_trans_alloc_inode(), xfs_trans_cancel() and xfs_trans_commit() of fs/xfs/xfs_trans.c,
 * xfs_defer_finish() of libxfs/xfs_defer.c and xfs_force_shutdown() of xfs_fsops.c, Linux 6.12. Left
 * out: the log's own space, and blocks for metadata.
 */
#include <mmapck/fs.h>

static bool xfs_blockgc_free(int uid, int err);

struct xfs_trans {
	u8 t_blk_res range(0, MMAPCK_NR_BLOCKS);	/* reserved and not used yet */
	u8 t_uid range(0, 1);				/* whose quota is reserved */
	bool t_dirty;
};

/* current->journal_info: whether a task has a transaction. */
static bool journal_info[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

/* Nothing on disk changes any more; who wants to change it gets EIO. */
static __atomic_step void xfs_force_shutdown(void)
{
	m_shutdown = true;
}

/* Space and quota: 0 or -errno and nothing. */
static __atomic_step int xfs_trans_reserve(struct xfs_trans *tp, const struct xfs_inode *ip, int nblocks)
{
	int err = xfs_dec_fdblocks(nblocks);

	if (err)
		return err;
	err = xfs_qm_reserve(ip->i_uid, nblocks);
	if (err && xfs_fixes.returns_space_without_quota)
		xfs_add_fdblocks(nblocks);
	if (err)
		return err;
	tp->t_blk_res = nblocks;
	tp->t_uid = ip->i_uid;
	tp->t_dirty = false;
	journal_info[__mmapck_task()] = true;
	return 0;
}

/* A transaction that needs no block: 0, or -errno and none. */
static __atomic_step int xfs_trans_alloc(struct xfs_trans *tp, const struct xfs_inode *ip)
{
	return m_shutdown ? -EIO : xfs_trans_reserve(tp, ip, 0);
}

/* One with nblocks blocks and their quota. What can be given back is, before the answer is that there
 * is no more. */
static __atomic_step int xfs_trans_alloc_inode(struct xfs_trans *tp, const struct xfs_inode *ip, int nblocks)
{
	int err = fault("xfs_trans_alloc", -ENOSPC, FAULT_SPACE);

	if (!err)
		err = fault("xfs_trans_reserve_quota", -EDQUOT, FAULT_SPACE);
	if (!err && m_shutdown)
		err = -EIO;
	if (err)
		return err;
	err = xfs_trans_reserve(tp, ip, nblocks);
	if (err && xfs_blockgc_free(ip->i_uid, err))
		err = xfs_trans_reserve(tp, ip, nblocks);
	return err;
}

static __atomic_step void xfs_trans_free(struct xfs_trans *tp)
{
	xfs_qm_unreserve(tp->t_uid, tp->t_blk_res);
	xfs_add_fdblocks(tp->t_blk_res);
	tp->t_blk_res = 0;
	journal_info[__mmapck_task()] = false;
}

/* What a dirty transaction has changed cannot be undone. */
static __atomic_step void xfs_trans_cancel(struct xfs_trans *tp)
{
	if (tp->t_dirty)
		xfs_force_shutdown();
	xfs_trans_free(tp);
}

/* The log may be written at any time: after any number of commits. 0, or -EIO: it is not written any more. */
static __atomic_step int xfs_trans_commit(struct xfs_trans *tp)
{
	xfs_trans_free(tp);
	if (tp->t_dirty && m_shutdown)
		return -EIO;
	if (m_power_may_fail && choose(0, 1))
		xfs_log_force();
	return 0;
}

/* A chain of intents: the first transaction says what is to be done, each further one does a part. Where
 * one fails, recovery does the rest, and nobody before it. */
static __atomic_step int xfs_defer_finish(struct xfs_trans *tp)
{
	tp->t_dirty = true;
	return fault("xfs_defer_finish", -EIO, FAULT_IO);
}

/* A transaction that holds ILOCK, and needs no block: 0 or -errno and neither. */
static int xfs_trans_alloc_ilock(struct xfs_trans *tp, struct xfs_inode *ip)
{
	int err = xfs_trans_alloc(tp, ip);

	if (err)
		return err;
	down_write(&ip->i_lock);
	return 0;
}

/* The end of a transaction: a commit, or after an error a cancel. */
static int xfs_trans_end(struct xfs_trans *tp, int err)
{
	if (!err)
		return xfs_trans_commit(tp);
	xfs_trans_cancel(tp);
	return err;
}

static int xfs_trans_end_ilock(struct xfs_trans *tp, struct xfs_inode *ip, int err)
{
	err = xfs_trans_end(tp, err);
	up_write(&ip->i_lock);
	return err;
}
