/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages of the page cache, what is reserved for those that are dirty, and DAX entries.
 *
 * Models xfs_bmapi_reserve_delalloc() and xfs_bmap_punch_delalloc_range() of fs/xfs, and
 * truncate_inode_pages_range() of mm/truncate.c, Linux 6.12. A folio's lock is i_entry.
 */
#include <mmapck/seal.h>

/* Space and quota for a block: 0 or -errno and neither. */
static __atomic_step int xfs_reserve_block(const struct xfs_inode *ip)
{
	int err = xfs_dec_fdblocks(1);

	if (err)
		return err;
	err = xfs_qm_reserve(ip->i_uid, 1);
	if (err)
		xfs_add_fdblocks(1);
	return err;
}

/* A block is set aside for a hole: 0 or -errno. Caller holds ILOCK. */
static __atomic_step int xfs_bmapi_reserve_delalloc(struct xfs_inode *ip, int page)
{
	int err = fault("xfs_bmapi_reserve_delalloc", -EDQUOT, FAULT_SPACE);

	if (!err)
		err = xfs_reserve_block(ip);
	if (!err)
		xfs_bmap_set(ip, page, EXTENT_DELALLOC, 0);
	return err;
}

/* The same in the CoW fork, for a page that is shared; and for the page that follows, whatever that is,
 * if there is space: the CoW extent size hint. Caller holds ILOCK. */
static __atomic_step int xfs_bmapi_reserve_cow(struct xfs_inode *ip, int page)
{
	int err = fault("xfs_bmapi_reserve_delalloc", -EDQUOT, FAULT_SPACE);

	if (!err)
		err = xfs_reserve_block(ip);
	if (err)
		return err;
	xfs_cow_set(ip, page, EXTENT_DELALLOC, 0);
	if (page + 1 < MMAPCK_NR_FILE_PAGES && ip->i_cow[page + 1].br_state == EXTENT_HOLE &&
	    !xfs_reserve_block(ip))
		xfs_cow_set(ip, page + 1, EXTENT_DELALLOC, 0);
	return 0;
}

/* What a write has reserved and not used; nothing if it has a block by now. */
static __atomic_step void xfs_punch_delalloc(struct xfs_inode *ip, int page)
{
	if (ip->i_df[page].br_state != EXTENT_DELALLOC)
		return;
	xfs_bmap_del_extent_delay(ip);
	xfs_bmap_set(ip, page, EXTENT_HOLE, 0);
}

static void xfs_bmap_punch_delalloc_range(struct xfs_inode *ip, int page)
{
	down_write(&ip->i_lock);
	xfs_punch_delalloc(ip, page);
	up_write(&ip->i_lock);
}

/* Caller holds the folio's lock. */
static __atomic_step void folio_mark_dirty(struct folio *folio)
{
	folio->uptodate = true;
	folio->dirty = true;
	folio->data = true;
}

static __atomic_step void folio_drop(struct folio *folio)
{
	folio->uptodate = false;
	folio->dirty = false;
	folio->data = false;
}

/* The DAX entry, or the folio, of a page goes. */
static void truncate_pagecache_page(struct xfs_inode *ip, int page)
{
	mutex_lock(&ip->i_entry[page]);
	wait_event(!ip->i_pages[page].writeback);
	folio_drop(&ip->i_pages[page]);
	ip->i_dax[page] = 0;
	mutex_unlock(&ip->i_entry[page]);
}

/* Nobody maps or writes the pages any more: the caller holds MMAPLOCK. */
static void truncate_pagecache_range(struct inode *inode, int first, int len)
{
	struct xfs_inode *ip = XFS_I(inode);

	for (int page = first; page < first + len; page++)
		if (ip->i_pages[page].uptodate || ip->i_dax[page])
			truncate_pagecache_page(ip, page);
}
