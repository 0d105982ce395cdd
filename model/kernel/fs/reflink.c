/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copy on write: a page that is shared gets a block of its own in the CoW fork, and,
 * once its data is there, in the data fork.
 *
 * Models xfs_reflink_allocate_cow(), xfs_reflink_end_cow() and
 * xfs_reflink_cancel_cow_range() of fs/xfs/xfs_reflink.c, Linux 6.12. The CoW extent
 * size hint is two pages. Left out: the refcount tree as such: a staging block has one owner, the
 * CoW fork.
 */
#include <mmapck/seal.h>

/* xfs_is_reflink_inode() */
static __pure bool inode_is_shared(const struct xfs_inode *ip)
{
	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
		if (ip->i_df[page].br_state == EXTENT_SHARED)
			return true;
	return false;
}

static __pure bool block_is_shared(int block)
{
	return blocks[block].b_refcount > 1;
}

static __atomic_step void xfs_cow_set(struct xfs_inode *ip, int page, enum extent_state state, int block)
{
	ip->i_cow[page].br_state = state;
	ip->i_cow[page].br_startblock = block;
}

/* A staging block for a page. Caller holds ILOCK. */
static __atomic_step int xfs_bmapi_allocate_cow(struct xfs_trans *tp, struct xfs_inode *ip, int page)
{
	int block = xfs_alloc_vextent(tp);

	if (block < 0)
		return block;
	if (ip->i_cow[page].br_state == EXTENT_DELALLOC)
		xfs_bmap_del_extent_delay(ip);
	xfs_cow_set(ip, page, EXTENT_UNWRITTEN, block);
	return 0;
}

/* Whether a page is shared and has no staging block. */
static __pure bool cow_hole(const struct xfs_inode *ip, int page)
{
	return ip->i_df[page].br_state == EXTENT_SHARED && !ip->i_cow[page].br_startblock;
}

/* How many pages a write to one gets staging blocks for. */
static __pure int cow_hole_length(const struct xfs_inode *ip, int page)
{
	return page + 1 < MMAPCK_NR_FILE_PAGES && cow_hole(ip, page + 1) ? 2 : 1;
}

/* Caller holds ILOCK, and has reserved len blocks. */
static int xfs_reflink_fill_cow_hole(struct xfs_trans *tp, struct inode *inode, int page, int len)
{
	int err = seal_refuses(inode, SEAL_BMAPI_WRITE, page, len);

	if (err)
		return err;
	for (int done = 0; done < len; done++) {
		if (!cow_hole(XFS_I(inode), page + done))
			continue;
		err = xfs_bmapi_allocate_cow(tp, XFS_I(inode), page + done);
		if (err)
			return err;
	}
	return 0;
}

/* What the write goes to, decided under ILOCK: staging there is, or the block itself if nobody
 * shares it by now; 0: neither. */
static __pure int cow_target(const struct xfs_inode *ip, int page, int block)
{
	if (ip->i_cow[page].br_startblock)
		return ip->i_cow[page].br_startblock;
	return block_is_shared(block) ? 0 : block;
}

/*
 * Where the data of a page goes that was found to be shared. iomap->addr is the
 * block of the data fork as it was under an earlier hold of ILOCK.
 */
static int xfs_reflink_allocate_cow(struct inode *inode, int page, struct iomap *iomap)
{
	struct xfs_inode *ip = XFS_I(inode);
	int len = cow_hole_length(ip, page);
	struct xfs_trans tp;
	int target;
	int err;

	err = xfs_trans_alloc_inode(&tp, ip, len);
	if (err)
		return err;
	down_write(&ip->i_lock);
	if (xfs_fixes.cow_rereads_map)
		iomap->addr = ip->i_df[page].br_startblock;
	target = cow_target(ip, page, iomap->addr);
	if (!target) {
		err = xfs_reflink_fill_cow_hole(&tp, inode, page, len);
		if (!err)
			target = ip->i_cow[page].br_startblock;
	}
	if (!err) {
		iomap->addr = target;
		iomap->cow = target == ip->i_cow[page].br_startblock;
		if (iomap->cow)
			ip->i_cow[page].br_state = EXTENT_WRITTEN;
	}
	return xfs_trans_end_ilock(&tp, ip, err);
}

/* The staging block becomes the page's, whose old block has an owner less. */
static __atomic_step int xfs_reflink_remap(struct xfs_trans *tp, struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);
	int block = ip->i_cow[page].br_startblock;
	int err = seal_refuses(inode, SEAL_BUNMAPI, page, 1);

	if (!err)
		err = xfs_defer_finish(tp);
	if (err)
		return err;
	xfs_bmap_del_extent(tp, ip, page);
	xfs_bmap_set(ip, page, EXTENT_WRITTEN, block);
	xfs_cow_set(ip, page, EXTENT_HOLE, 0);
	xfs_qm_use_reserved(ip);
	return 0;
}

/* Unwritten staging belongs to I/O that has still to come. */
static __pure bool end_cow_has_extent(const struct xfs_inode *ip, int page)
{
	return ip->i_cow[page].br_startblock &&
	       (ip->i_cow[page].br_state == EXTENT_WRITTEN || !xfs_fixes.end_cow_trims);
}

/* One transaction for a page. */
static int xfs_reflink_end_cow_extent(struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);
	struct xfs_trans tp;
	int err = fault("xfs_reflink_end_cow", -ENOSPC, FAULT_SPACE);

	if (!err)
		err = xfs_trans_alloc_ilock(&tp, ip);
	if (err)
		return err;
	if (end_cow_has_extent(ip, page))
		err = xfs_reflink_remap(&tp, inode, page);
	return xfs_trans_end_ilock(&tp, ip, err);
}

/* The write of a page has completed. Without the trim, all of its extent is remapped. */
static int xfs_reflink_end_cow(struct inode *inode, int page)
{
	int last = page;
	int err = 0;

	if (!xfs_fixes.end_cow_trims && page + 1 < MMAPCK_NR_FILE_PAGES)
		last = page + 1;
	for (int next = page; next <= last && !err; next++)
		err = xfs_reflink_end_cow_extent(inode, next);
	return err;
}

static __atomic_step void xfs_cow_del_extent(struct xfs_trans *tp, struct xfs_inode *ip, int page)
{
	if (ip->i_cow[page].br_state == EXTENT_DELALLOC)
		xfs_add_fdblocks(1);
	else
		xfs_free_extent(tp, ip->i_cow[page].br_startblock);
	xfs_cow_set(ip, page, EXTENT_HOLE, 0);
	xfs_qm_unreserve(ip->i_uid, 1);
}

/* Nobody waits for these staging blocks. */
static void xfs_reflink_cancel_cow_range(struct inode *inode, int first, int len)
{
	struct xfs_inode *ip = XFS_I(inode);
	struct xfs_trans tp;

	for (int page = first; page < first + len; page++) {
		if (ip->i_cow[page].br_state == EXTENT_HOLE)
			continue;
		if (xfs_trans_alloc_ilock(&tp, ip))
			return;
		if (ip->i_cow[page].br_state != EXTENT_HOLE)
			xfs_cow_del_extent(&tp, ip, page);
		xfs_trans_end_ilock(&tp, ip, 0);
	}
}
