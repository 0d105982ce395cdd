/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Free space, and transactions that reserve it.
 *
 * Models xfs_trans_alloc(), xfs_trans_cancel() and xfs_trans_commit() of
 * fs/xfs/xfs_trans.c, xfs_alloc_vextent*() of libxfs/xfs_alloc.c and
 * xfs_extent_busy.c, Linux 6.12. Left out: metadata blocks, allocation groups, the
 * log's own space; a commit cannot fail.
 */
#include <mmapck/fs.h>

struct xfs_trans {
	u8 t_blk_res range(0, MMAPCK_NR_BLOCKS);	/* reserved and not used yet */
	bool t_dirty;
};

static __pure bool block_is_free(int block)
{
	return blocks[block].b_refcount == 0 && !(blocks[block].b_busy && xfs_fixes.keeps_busy_extents);
}

static __pure int nr_free_blocks(void)
{
	int nr = 0;

	for (int block = 1; block <= MMAPCK_NR_BLOCKS; block++)
		if (block_is_free(block))
			nr++;
	return nr;
}

/* Reserves space, then quota: 0 or -errno and nothing reserved. */
static __atomic_step int xfs_trans_alloc_inode(struct xfs_trans *tp, int nblocks)
{
	int err = nblocks ? fault("xfs_trans_alloc", -ENOSPC, FAULT_SPACE) : 0;

	if (err)
		return err;
	if (nr_unowned_blocks() - m_resblks < nblocks)
		return -ENOSPC;
	err = nblocks ? fault("xfs_trans_reserve_quota", -EDQUOT, FAULT_SPACE) : 0;
	if (err)
		return err;
	m_resblks += nblocks;
	tp->t_blk_res = nblocks;
	tp->t_dirty = false;
	return 0;
}

/* Only a clean transaction can be cancelled: a dirty one shuts the file system down. */
static __atomic_step void xfs_trans_cancel(struct xfs_trans *tp)
{
	check(!tp->t_dirty, "dirty-cancel", "a transaction that has changed something is not cancelled");
	m_resblks -= tp->t_blk_res;
	tp->t_blk_res = 0;
}

/* The log may be written at any time: after any number of commits. */
static __atomic_step void xfs_trans_commit(struct xfs_trans *tp)
{
	m_resblks -= tp->t_blk_res;
	tp->t_blk_res = 0;
	if (m_power_may_fail && choose(0, 1))
		xfs_log_force();
}

/* Makes a free block that is not busy, if there is none. */
static __atomic_step int xfs_extent_busy_flush(void)
{
	if (nr_free_blocks())
		return 0;
	xfs_log_force();
	return 0;
}

/*
 * A block out of the transaction's reservation: its number, or -errno. Any free
 * block that is not busy may be given out.
 */
static __atomic_step int xfs_alloc_vextent(struct xfs_trans *tp)
{
	int block;

	/* the AGF is read once, and part of the transaction from then on */
	block = tp->t_dirty ? 0 : fault("xfs_alloc_read_agf", -EIO, FAULT_IO);
	if (block)
		return block;
	check(tp->t_blk_res, "reservation-overrun", "a transaction uses no more blocks than it reserved");
	xfs_extent_busy_flush();
	block = choose(1, MMAPCK_NR_BLOCKS);
	assume(block_is_free(block));
	blocks[block].b_refcount = 1;
	blocks[block].b_reused = block_is_on_disk(block);
	blocks[block].b_clean = false;
	tp->t_blk_res--;
	m_resblks--;
	tp->t_dirty = true;
	return block;
}

/* One owner less. What nobody owns is busy until the log is forced. */
static __atomic_step void xfs_free_extent(struct xfs_trans *tp, int block)
{
	check(blocks[block].b_refcount, "double-free", "a block that is freed has an owner");
	blocks[block].b_refcount--;
	if (!blocks[block].b_refcount) {
		blocks[block].b_busy = true;
		blocks[block].b_clean = false;
		blocks[block].b_data = 0;
	}
	tp->t_dirty = true;
}
