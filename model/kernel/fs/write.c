/* SPDX-License-Identifier: Apache-2.0 */
/*
 * write(2).
 *
 * Models xfs_file_dax_write() and xfs_file_buffered_write() of fs/xfs/xfs_file.c,
 * generic_write_checks() of fs/read_write.c and dax_iomap_rw() of fs/dax.c, Linux 6.12, for one
 * page. The user's buffer is read under IOLOCK and may fault.
 */
#include <mmapck/seal.h>

static __pure int generic_write_checks(const struct inode *inode, int page)
{
	if (page >= MMAPCK_NR_FILE_PAGES)
		return -EFBIG;
	if (page < inode->i_size)
		return 0;
	return seal_refuses(inode, SEAL_WRITE, page, 1);
}

/* Caller holds IOLOCK. */
static int xfs_file_write_checks(struct inode *inode, int page)
{
	int err = generic_write_checks(inode, page);

	check(!XFS_I(inode)->i_breaker_waits, "overtaken", "no write comes before a change of the map that has IOLOCK");
	return err ? err : xfs_break_layouts_write(inode);
}

/* Reads the user's page, as dax_copy_from_iter() does. */
static int copy_from_user(int buf)
{
	if (pte_allows(current_mm, buf, false))
		return 0;
	return do_user_addr_fault(buf, false);
}

/* invalidate_inode_pages2_range(): what is mapped is not what will be written to. */
static void dax_invalidate_page(struct inode *inode, int page)
{
	unmap_mapping_range(&inode->i_data, page, 1);
	if (XFS_I(inode)->i_dax[page])
		truncate_pagecache_page(XFS_I(inode), page);
}

/* The copy becomes the file's. A load may have mapped the old block since it was forgotten. */
static int xfs_dax_write_remap(struct inode *inode, int page, int err)
{
	if (!xfs_fixes.dax_write_forgets_again)
		return xfs_dax_write_iomap_end(inode, page, err);
	down_write(&inode->i_data.invalidate_lock);
	dax_invalidate_page(inode, page);
	err = xfs_dax_write_iomap_end(inode, page, err);
	up_write(&inode->i_data.invalidate_lock);
	return err;
}

/* The end of a write that was copied. Linux 6.12 forgets what goes wrong here. */
static int xfs_dax_write_end(struct inode *inode, int page, int err)
{
	int end;

	if (!err)
		block_fill(XFS_I(inode)->i_cow[page].br_startblock);
	end = xfs_dax_write_remap(inode, page, err);

	return xfs_fixes.dax_reports_end_cow && !err ? end : err;
}

/* Caller holds IOLOCK. */
static int dax_iomap_rw(struct inode *inode, int buf, int page)
{
	struct iomap iomap;
	int err;

	err = xfs_direct_write_iomap_begin(inode, page, true, &iomap);
	if (err)
		return err;
	if (iomap.fresh)
		dax_invalidate_page(inode, page);
	err = copy_from_user(buf);
	/* DAX_RECOVERY_WRITE: a whole page that is written mends it */
	if (!err && !iomap.cow)
		block_fill(iomap.addr);
	if (iomap.cow)
		err = xfs_dax_write_end(inode, page, err);
	if (err || page < inode->i_size)
		return err;
	i_size_write(inode, page + 1);
	return xfs_setfilesize(inode, page);
}

static int xfs_file_dax_write(struct inode *inode, int buf, int page)
{
	int err;

	down_write(&inode->i_rwsem);
	err = xfs_file_write_checks(inode, page);
	if (!err)
		err = dax_iomap_rw(inode, buf, page);
	witness_write(inode, page, err);
	up_write(&inode->i_rwsem);
	return err;
}

static int xfs_file_buffered_write_once(struct inode *inode, int buf, int page)
{
	int err;

	down_write(&inode->i_rwsem);
	err = xfs_file_write_checks(inode, page);
	if (!err)
		err = copy_from_user(buf);
	if (!err)
		err = iomap_file_buffered_write(inode, page);
	up_write(&inode->i_rwsem);
	return err;
}

/* Out of space or quota: what can be given back is, and once more. */
static int xfs_file_buffered_write(struct inode *inode, int buf, int page)
{
	int err = xfs_file_buffered_write_once(inode, buf, page);

	if ((err == -EDQUOT || err == -ENOSPC) && xfs_blockgc_free(XFS_I(inode)->i_uid, err))
		err = xfs_file_buffered_write_once(inode, buf, page);
	return err;
}

static int xfs_file_write_iter(struct inode *inode, int buf, int page)
{
	if (m_shutdown)
		return -EIO;
	if (XFS_I(inode)->i_isdax)
		return xfs_file_dax_write(inode, buf, page);
	return xfs_file_buffered_write(inode, buf, page);
}

__syscall static long pwrite(int fd, int buf, int page)
{
	struct file *file = fget(fd);
	int err;

	if (!file)
		return -EBADF;
	if (!(file->f_mode & FMODE_WRITE)) {
		fput(file, REF_SYSCALL);
		return -EBADF;
	}
	witness_fs_begin();
	err = xfs_file_write_iter(file_inode(file), buf, page);
	witness_fs_end(err);
	fput(file, REF_SYSCALL);
	return err;
}
