/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file becomes shorter or longer.
 *
 * Models do_truncate(), inode_newsize_ok() and xfs_setattr_size() of fs/open.c,
 * fs/attr.c and fs/xfs/xfs_iops.c, Linux 6.12.
 */
#include <mmapck/seal.h>

/* Whether the size may become pages. */
static __pure int inode_newsize_ok(const struct inode *inode, int pages)
{
	int low = pages < inode->i_size ? pages : inode->i_size;

	if (pages < 0)
		return -EINVAL;
	if (pages > MMAPCK_NR_FILE_PAGES)
		return -EFBIG;
	if (inode->i_swapfile)
		return -ETXTBSY;
	return seal_refuses(inode, SEAL_NEWSIZE, low, MMAPCK_NR_FILE_PAGES - low);
}

/* Blocks beyond the end go. No page of them is in memory any more. */
static int xfs_itruncate_extents(struct inode *inode, int pages)
{
	check(XFS_I(inode)->i_disk_size <= pages, "blocks-before-size", "the size is logged before blocks go");
	xfs_reflink_cancel_cow_range(inode, pages, MMAPCK_NR_FILE_PAGES - pages);
	return xfs_bunmapi_range(inode, pages, MMAPCK_NR_FILE_PAGES - pages);
}

/* The size in memory first, so that no fault finds the pages again; then that on disk, so that recovery
 * does not; then their blocks. */
static int xfs_setsize(struct inode *inode, int pages)
{
	int old = inode->i_size;
	int err;

	i_size_write(inode, pages);
	unmap_mapping_range(&inode->i_data, pages, MMAPCK_NR_FILE_PAGES);
	truncate_pagecache_range(inode, pages, MMAPCK_NR_FILE_PAGES - pages);
	err = fault("xfs_setattr_size", -ENOSPC, FAULT_SPACE);
	if (!err && xfs_fixes.logs_size_first)
		err = xfs_log_size(inode, pages);
	if (!err && pages <= old)
		err = xfs_itruncate_extents(inode, pages);
	if (!err && !xfs_fixes.logs_size_first)
		err = xfs_log_size(inode, pages);
	witness_truncate(inode, err);
	return err;
}

/* Caller holds IOLOCK and MMAPLOCK. */
static int xfs_setattr_size(struct inode *inode, int pages)
{
	int err = m_shutdown ? -EIO : xfs_break_layouts_unmap(inode);

	if (err)
		return err;
	err = inode_newsize_ok(inode, pages);
	if (err)
		return err;
	inode_dio_wait(inode);
	return xfs_setsize(inode, pages);
}

__syscall static long ftruncate(int fd, int pages)
{
	struct file *file = fget(fd);
	struct inode *inode;
	int err;

	if (!file)
		return -EBADF;
	if (!(file->f_mode & FMODE_WRITE)) {
		fput(file, REF_SYSCALL);
		return -EINVAL;
	}
	inode = file_inode(file);
	witness_fs_begin();
	xfs_ilock_excl(inode);
	err = xfs_setattr_size(inode, pages);
	xfs_iunlock_excl(inode);
	witness_fs_end(err);
	fput(file, REF_SYSCALL);
	return err;
}
