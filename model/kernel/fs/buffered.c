/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who makes pages of the page cache dirty: write(2), and stores.
 *
 * Models iomap_file_buffered_write() and iomap_page_mkwrite() of fs/iomap/buffered-io.c,
 * xfs_buffered_write_iomap_begin() and xfs_buffered_write_iomap_end() of fs/xfs/xfs_iomap.c, Linux
 * 6.12, for one page.
 */
#include <mmapck/seal.h>

/* The page frame of a page of the page cache. */
static __pure int page_cache_pfn(int page)
{
	return ZERO_PFN + 1 + page;
}

/* What is in the CoW fork already serves, even over a hole. */
static __pure bool page_needs_cow(const struct xfs_inode *ip, int page)
{
	return ip->i_df[page].br_state == EXTENT_SHARED && block_is_shared(ip->i_df[page].br_startblock) &&
	       ip->i_cow[page].br_state == EXTENT_HOLE;
}

static __pure bool page_needs_block(const struct xfs_inode *ip, int page)
{
	return ip->i_df[page].br_state == EXTENT_HOLE && ip->i_cow[page].br_state == EXTENT_HOLE;
}

static __pure bool iomap_is_valid(const struct xfs_inode *ip, int page)
{
	return !page_needs_cow(ip, page) && !page_needs_block(ip, page);
}

/* 1, or -errno. */
static __atomic_step int xfs_reserve_new(struct xfs_inode *ip, int page)
{
	int err = xfs_bmapi_reserve_delalloc(ip, page);

	return err ? err : 1;
}

/* A block or a reservation for the page, in one of its forks: 1 if the data fork has got it, 0 or -errno. */
static int xfs_buffered_write_iomap_begin(struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);
	int ret = 0;

	if (m_shutdown)
		return -EIO;
	down_write(&ip->i_lock);
	if (page_needs_cow(ip, page))
		ret = xfs_bmapi_reserve_cow(ip, page);
	else if (page_needs_block(ip, page))
		ret = xfs_reserve_new(ip, page);
	up_write(&ip->i_lock);
	return ret;
}

/* A reservation that no data came for, unless a store has made use of it meanwhile. */
static void xfs_buffered_write_punch(struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);

	if (!ip->i_pages[page].dirty && !ip->i_pages[page].writeback)
		xfs_bmap_punch_delalloc_range(ip, page);
}

/* Stores come under MMAPLOCK, so that it keeps them out. */
static void xfs_buffered_write_iomap_end(struct inode *inode, int page)
{
	if (xfs_fixes.punches_under_mmaplock)
		down_write(&inode->i_data.invalidate_lock);
	xfs_buffered_write_punch(inode, page);
	if (xfs_fixes.punches_under_mmaplock)
		up_write(&inode->i_data.invalidate_lock);
}

/* The same, and the folio's lock. What was found may have gone before the lock was there: a write-back
 * that fails gives it back. */
static int iomap_write_begin(struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);
	int ret;

	for (;;) {
		ret = xfs_buffered_write_iomap_begin(inode, page);
		if (ret < 0)
			return ret;
		mutex_lock(&ip->i_entry[page]);
		if (!xfs_fixes.revalidates_iomap || iomap_is_valid(ip, page))
			return ret;
		mutex_unlock(&ip->i_entry[page]);
	}
}

/* Caller holds IOLOCK. */
static int iomap_file_buffered_write(struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);
	int fresh = iomap_write_begin(inode, page);
	int err;

	if (fresh < 0)
		return fresh;
	err = fault("copy_folio_from_iter_atomic", -EFAULT, FAULT_LIMIT);
	if (!err)
		folio_mark_dirty(&ip->i_pages[page]);
	mutex_unlock(&ip->i_entry[page]);
	if (err && fresh)
		xfs_buffered_write_iomap_end(inode, page);
	if (!err && page >= inode->i_size)
		i_size_write(inode, page + 1);
	return err;
}

/* A store: the page needs a block, or a promise of one, first. Caller holds MMAPLOCK. */
static int iomap_page_mkwrite(struct inode *inode, int page)
{
	int ret = xfs_buffered_write_iomap_begin(inode, page);

	if (ret >= 0)
		folio_mark_dirty(&XFS_I(inode)->i_pages[page]);
	return ret;
}

/* Caller holds MMAPLOCK. */
static int filemap_fault(struct vm_fault *vmf, struct inode *inode)
{
	struct xfs_inode *ip = XFS_I(inode);
	int ret = 0;

	if (vmf->pgoff >= inode->i_size)
		return VM_FAULT_SIGBUS;
	mutex_lock(&ip->i_entry[vmf->pgoff]);
	if (vmf->write)
		ret = iomap_page_mkwrite(inode, vmf->pgoff);
	if (ret >= 0) {
		ip->i_pages[vmf->pgoff].uptodate = true;
		set_pte(vmf->vma->vm_mm, vmf->address, page_cache_pfn(vmf->pgoff), vmf->write);
	}
	mutex_unlock(&ip->i_entry[vmf->pgoff]);
	return ret < 0 ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
}
