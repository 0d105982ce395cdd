/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Free space: which block a transaction gets.
 *
 * Models xfs_alloc_vextent*() and xfs_free_extent() of fs/xfs/libxfs/xfs_alloc.c, and
 * xfs_extent_busy.c, Linux 6.12. Left out: metadata blocks and allocation groups.
 */
#include <mmapck/seal.h>

static __pure bool block_is_pinned(int block);

/* Whether a block may be given out. */
static __pure bool block_is_free(int block)
{
	return blocks[block].b_refcount == 0 && !(blocks[block].b_busy && xfs_fixes.keeps_busy_extents) &&
	       !(xfs_fixes.keeps_pinned_blocks_busy && block_is_pinned(block));
}

static __pure bool any_block_is_free(void)
{
	for (int block = 1; block <= MMAPCK_NR_BLOCKS; block++)
		if (block_is_free(block))
			return true;
	return false;
}

/* Makes a free block that is not busy, if there is none. */
static __atomic_step void xfs_extent_busy_flush(void)
{
	if (!any_block_is_free())
		xfs_log_force();
}

/*
 * A block out of the transaction's reservation, but for its quota: its number, or -errno. Any
 * free block that is not busy may be given out.
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
	/* after a shutdown the log cannot be forced; what is pinned is nobody's */
	if (!any_block_is_free())
		return m_shutdown ? -EIO : -ENOSPC;
	block = choose(1, MMAPCK_NR_BLOCKS);
	assume(block_is_free(block));
	check(!block_is_pinned(block) || seal_promise == PROMISE_NONE, "pinned-block-reused",
	      "no block is given out while a device uses it");
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
		m_fdblocks++;
	}
	tp->t_dirty = true;
}
