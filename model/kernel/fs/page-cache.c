/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page cache: pages that are dirty, and how they get to the device.
 *
 * Models iomap_writepages() of fs/iomap/buffered-io.c, xfs_map_blocks(), xfs_end_ioend() and
 * xfs_discard_folio() of fs/xfs/xfs_aops.c, Linux 6.12, for unshared extents and one page at a time.
 * A folio's lock is i_entry. Reading pages in does not fail.
 */
#include <mmapck/seal.h>

/* A block is set aside for a hole: 0 or -errno. Caller holds ILOCK. */
static __atomic_step int xfs_bmapi_reserve_delalloc(struct xfs_inode *ip, int page)
{
	int err = fault("xfs_bmapi_reserve_delalloc", -EDQUOT, FAULT_SPACE);

	if (!err)
		err = xfs_dec_fdblocks(1);
	if (err)
		return err;
	err = xfs_qm_reserve(ip->i_uid, 1);
	if (err)
		xfs_add_fdblocks(1);
	else
		xfs_bmap_set(ip, page, EXTENT_DELALLOC, 0);
	return err;
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

/* folio_clear_dirty_for_io(): the next store needs a fault again. */
static void folio_start_writeback(struct inode *inode, int page)
{
	struct folio *folio = &XFS_I(inode)->i_pages[page];

	unmap_mapping_range(&inode->i_data, page, 1);
	folio->dirty = false;
	folio->writeback = true;
}

/* The data is on the device, or its loss will be told. */
static __atomic_step void folio_end_writeback(struct inode *inode, int page, int err)
{
	struct folio *folio = &XFS_I(inode)->i_pages[page];

	if (err)
		XFS_I(inode)->i_wb_err = true;
	folio->writeback = false;
	if (!folio->dirty)
		folio->data = false;
}

/* The block that a delayed allocation waits for; the reservation pays. */
static __atomic_step int xfs_bmapi_convert_one_delalloc(struct xfs_trans *tp, struct xfs_inode *ip, int page)
{
	int block;

	tp->t_blk_res = 1;
	block = xfs_alloc_vextent(tp);
	if (block < 0) {
		tp->t_blk_res = 0;
		return block;
	}
	xfs_bmap_set(ip, page, xfs_fixes.writes_back_unwritten ? EXTENT_UNWRITTEN : EXTENT_WRITTEN, block);
	xfs_qm_use_reserved(ip);
	return 0;
}

static int xfs_convert_blocks(struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);
	struct xfs_trans tp;
	int err = xfs_trans_alloc_ilock(&tp, ip);

	if (err)
		return err;
	err = seal_refuses(inode, SEAL_BMAPI_WRITE, page, 1);
	if (!err && ip->i_df[page].br_state == EXTENT_DELALLOC)
		err = xfs_bmapi_convert_one_delalloc(&tp, ip, page);
	err = xfs_trans_end_ilock(&tp, ip, err);
	dios[__mmapck_task()].refused = err == -ETXTBSY;
	return err;
}

/* Where the page goes. Caller holds the folio's lock. */
static int xfs_map_blocks(struct inode *inode, int page)
{
	enum extent_state state;

	if (m_shutdown)
		return -EIO;
	down_read(&XFS_I(inode)->i_lock);
	state = XFS_I(inode)->i_df[page].br_state;
	up_read(&XFS_I(inode)->i_lock);
	return state == EXTENT_DELALLOC ? xfs_convert_blocks(inode, page) : 0;
}

/* I/O and its completion, without locks. */
static int xfs_submit_ioend(struct inode *inode, int page)
{
	int err;

	submit_bio(inode, page, XFS_I(inode)->i_df[page].br_startblock);
	err = bio_endio();
	if (!err && m_shutdown)
		err = -EIO;
	if (!err && XFS_I(inode)->i_df[page].br_state == EXTENT_UNWRITTEN)
		err = xfs_iomap_write_unwritten(inode, page);
	else if (!err)
		err = xfs_setfilesize(inode, page);
	dios[__mmapck_task()].refused = err == -ETXTBSY;
	return err;
}

static int xfs_writeback_page(struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);
	int err;

	mutex_lock(&ip->i_entry[page]);
	wait_event(!ip->i_pages[page].writeback);
	if (!ip->i_pages[page].dirty) {
		mutex_unlock(&ip->i_entry[page]);
		return 0;
	}
	folio_start_writeback(inode, page);
	err = xfs_map_blocks(inode, page);
	if (err)
		xfs_bmap_punch_delalloc_range(ip, page);
	mutex_unlock(&ip->i_entry[page]);
	if (!err)
		err = xfs_submit_ioend(inode, page);
	folio_end_writeback(inode, page, err);
	return err;
}

static __atomic_step void folio_drop(struct folio *folio)
{
	folio->uptodate = false;
	folio->dirty = false;
	folio->data = false;
}

/* Nobody maps or writes the pages any more: the caller holds MMAPLOCK. */
static void truncate_pagecache_range(struct inode *inode, int first, int len)
{
	struct xfs_inode *ip = XFS_I(inode);

	for (int page = first; page < first + len; page++) {
		if (!ip->i_pages[page].uptodate)
			continue;
		mutex_lock(&ip->i_entry[page]);
		wait_event(!ip->i_pages[page].writeback);
		folio_drop(&ip->i_pages[page]);
		mutex_unlock(&ip->i_entry[page]);
	}
}

/* Dirty pages are written, then all are dropped: 0 or -errno. */
static int xfs_flush_unmap_range(struct inode *inode, int first, int len)
{
	int err = 0;

	unmap_mapping_range(&inode->i_data, first, len);
	for (int page = first; page < first + len && !err; page++)
		if (XFS_I(inode)->i_pages[page].dirty)
			err = xfs_writeback_page(inode, page);
	if (!err)
		truncate_pagecache_range(inode, first, len);
	return err;
}

/* Before direct I/O, without MMAPLOCK: a store may come at any time, and is not dropped. */
static int kiocb_invalidate_page(struct inode *inode, int page)
{
	struct folio *folio = &XFS_I(inode)->i_pages[page];
	int err = 0;

	if (!folio->uptodate)
		return 0;
	err = xfs_writeback_page(inode, page);
	if (err)
		return err;
	mutex_lock(&XFS_I(inode)->i_entry[page]);
	unmap_mapping_range(&inode->i_data, page, 1);
	if (folio->dirty || folio->writeback)
		err = -EBUSY;
	else
		folio_drop(folio);
	mutex_unlock(&XFS_I(inode)->i_entry[page]);
	return err;
}

__syscall static long sync_file_range(int fd, int page)
{
	struct file *file = fget(fd);
	int err;

	if (!file)
		return -EBADF;
	err = xfs_writeback_page(file_inode(file), page);
	fput(file, REF_SYSCALL);
	return err;
}

__syscall static long fsync(int fd)
{
	struct file *file = fget(fd);
	int err = 0;

	if (!file)
		return -EBADF;
	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
		xfs_writeback_page(file_inode(file), page);
	if (XFS_I(file_inode(file))->i_wb_err || m_shutdown)
		err = -EIO;
	XFS_I(file_inode(file))->i_wb_err = false;
	fput(file, REF_SYSCALL);
	return err;
}
