/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How dirty pages get to the device.
 *
 * Models iomap_writepages() of fs/iomap/buffered-io.c, xfs_map_blocks(), xfs_end_ioend() and
 * xfs_discard_folio() of fs/xfs/xfs_aops.c, Linux 6.12, for one page at a time. Reading pages in does
 * not fail.
 */
#include <mmapck/seal.h>

/* The page's tag goes from dirty to writeback at once. */
static __atomic_step void folio_start_writeback(struct folio *folio)
{
	folio->dirty = false;
	folio->writeback = true;
}

/* The next store needs a fault again. */
static void folio_clear_dirty_for_io(struct inode *inode, int page)
{
	unmap_mapping_range(&inode->i_data, page, 1);
	folio_start_writeback(&XFS_I(inode)->i_pages[page]);
}

/* A hole: there is nowhere to write to. */
static __atomic_step int folio_skip_writeback(struct folio *folio)
{
	folio->writeback = false;
	return 0;
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
static __atomic_step int xfs_alloc_delalloc(struct xfs_trans *tp)
{
	int block;

	tp->t_blk_res = 1;
	block = xfs_alloc_vextent(tp);
	if (block < 0)
		tp->t_blk_res = 0;
	return block;
}

static __atomic_step int xfs_bmapi_convert_one_delalloc(struct xfs_trans *tp, struct xfs_inode *ip, int page)
{
	int block = xfs_alloc_delalloc(tp);

	if (block < 0)
		return block;
	xfs_bmap_set(ip, page, xfs_fixes.writes_back_unwritten ? EXTENT_UNWRITTEN : EXTENT_WRITTEN, block);
	xfs_qm_use_reserved(ip);
	return 0;
}

/* The same in the CoW fork, where a block counts as promised until it is the file's. */
static __atomic_step int xfs_bmapi_convert_cow(struct xfs_trans *tp, struct xfs_inode *ip, int page)
{
	int block = xfs_alloc_delalloc(tp);

	if (block < 0)
		return block;
	xfs_cow_set(ip, page, EXTENT_UNWRITTEN, block);
	return 0;
}

/* A delayed allocation of either fork gets its block. */
static int xfs_convert_blocks(struct inode *inode, int page, bool cow)
{
	struct xfs_inode *ip = XFS_I(inode);
	struct xfs_trans tp;
	int err = xfs_trans_alloc_ilock(&tp, ip);

	if (err)
		return err;
	err = seal_refuses(inode, SEAL_BMAPI_WRITE, page, 1);
	if (!err && cow && ip->i_cow[page].br_state == EXTENT_DELALLOC)
		err = xfs_bmapi_convert_cow(&tp, ip, page);
	else if (!err && !cow && ip->i_df[page].br_state == EXTENT_DELALLOC)
		err = xfs_bmapi_convert_one_delalloc(&tp, ip, page);
	err = xfs_trans_end_ilock(&tp, ip, err);
	dios[__mmapck_task()].refused = err == -ETXTBSY;
	return err;
}

/* Where the page goes, the CoW fork first. A hole: its data has gone. Caller holds the folio's lock. */
static int xfs_map_blocks(struct inode *inode, int page, struct iomap *iomap)
{
	struct xfs_inode *ip = XFS_I(inode);
	int err = 0;

	if (m_shutdown)
		return -EIO;
	down_read(&ip->i_lock);
	iomap->cow = ip->i_cow[page].br_state != EXTENT_HOLE;
	iomap->type = iomap->cow ? ip->i_cow[page].br_state : ip->i_df[page].br_state;
	up_read(&ip->i_lock);
	if (iomap->type == EXTENT_DELALLOC)
		err = xfs_convert_blocks(inode, page, iomap->cow);
	iomap->addr = iomap->cow ? ip->i_cow[page].br_startblock : ip->i_df[page].br_startblock;
	return err;
}

/* Nobody writes to the staging block any more; a store that counts on it may have come meanwhile. */
static void xfs_reflink_keep_cow(struct xfs_inode *ip, int page)
{
	down_write(&ip->i_lock);
	if (ip->i_cow[page].br_state == EXTENT_WRITTEN)
		ip->i_cow[page].br_state = EXTENT_UNWRITTEN;
	up_write(&ip->i_lock);
}

/* The end of a write to a staging block. One that has failed gives back what waits in either fork. */
static int xfs_end_ioend_cow(struct inode *inode, int page, int err)
{
	if (!err)
		return xfs_reflink_end_cow(inode, page);
	if (xfs_fixes.failed_cow_keeps_staging)
		xfs_reflink_keep_cow(XFS_I(inode), page);
	else
		xfs_reflink_cancel_cow_range(inode, page, 1);
	if (xfs_fixes.failed_cow_punches)
		xfs_bmap_punch_delalloc_range(XFS_I(inode), page);
	return err;
}

static int xfs_end_ioend(struct inode *inode, int page, const struct iomap *iomap, int err)
{
	if (!err && m_shutdown)
		err = -EIO;
	if (iomap->cow)
		err = xfs_end_ioend_cow(inode, page, err);
	else if (!err && XFS_I(inode)->i_df[page].br_state == EXTENT_UNWRITTEN)
		err = xfs_iomap_write_unwritten(inode, page);
	return err ? err : xfs_setfilesize(inode, page);
}

/* xfs_reflink_convert_cow(): from here on the staging block is that of I/O. */
static __atomic_step void xfs_prepare_ioend(struct xfs_inode *ip, int page, const struct iomap *iomap)
{
	if (iomap->cow)
		ip->i_cow[page].br_state = EXTENT_WRITTEN;
}

/* I/O and its completion, without locks. */
static int xfs_submit_ioend(struct inode *inode, int page, const struct iomap *iomap)
{
	int err;

	xfs_prepare_ioend(XFS_I(inode), page, iomap);
	submit_bio(inode, page, iomap->addr);
	err = xfs_end_ioend(inode, page, iomap, bio_endio());
	dios[__mmapck_task()].refused = err == -ETXTBSY;
	return err;
}

static int xfs_writeback_page(struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);
	struct iomap iomap;
	int err;

	mutex_lock(&ip->i_entry[page]);
	wait_event(!ip->i_pages[page].writeback);
	if (!ip->i_pages[page].dirty) {
		mutex_unlock(&ip->i_entry[page]);
		return 0;
	}
	folio_clear_dirty_for_io(inode, page);
	err = xfs_map_blocks(inode, page, &iomap);
	if (err)
		xfs_bmap_punch_delalloc_range(ip, page);
	mutex_unlock(&ip->i_entry[page]);
	if (!err && !iomap.addr)
		return folio_skip_writeback(&ip->i_pages[page]);
	if (!err)
		err = xfs_submit_ioend(inode, page, &iomap);
	folio_end_writeback(inode, page, err);
	return err;
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
