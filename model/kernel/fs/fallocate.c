/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fallocate(2).
 *
 * Models vfs_fallocate() of fs/open.c and xfs_file_fallocate() of fs/xfs/xfs_file.c, Linux
 * 6.12. An operation that fails half-way leaves what it has done: docs/seals.md says what is legal.
 */
#include <mmapck/seal.h>

/* The size that the file gets in the end. */
static __pure int falloc_size(const struct inode *inode, int mode, int end)
{
	return !(mode & FALLOC_FL_KEEP_SIZE) && end > inode->i_size ? end : inode->i_size;
}

/* Caller holds IOLOCK and MMAPLOCK, as for all that follow. */
static int xfs_falloc_newsize_ok(const struct inode *inode, int size)
{
	return size > inode->i_size ? inode_newsize_ok(inode, size) : 0;
}

/* In memory and on disk. */
static int xfs_falloc_setsize(struct inode *inode, int size)
{
	if (size == inode->i_size)
		return 0;
	i_size_write(inode, size);
	return xfs_log_size(inode, size);
}

/* Zeroing is punching, then allocating: ENOSPC leaves a hole, which reads as zeros, too. */
static int xfs_falloc_allocate_range(struct inode *inode, int mode, int first, int len)
{
	int size = falloc_size(inode, mode, first + len);
	int err = xfs_falloc_newsize_ok(inode, size);

	if (!err && (mode & FALLOC_FL_ZERO_RANGE))
		err = xfs_free_file_space(inode, first, len);
	if (!err && (mode & FALLOC_FL_UNSHARE_RANGE))
		err = xfs_reflink_unshare(inode, first, len);
	if (!err)
		err = xfs_alloc_file_space(inode, first, len);
	return err ? err : xfs_falloc_setsize(inode, size);
}

static int xfs_falloc_collapse_range(struct inode *inode, int first, int len)
{
	int err;

	if (first + len >= inode->i_size)
		return -EINVAL;
	err = xfs_collapse_file_space(inode, first, len);
	return err ? err : xfs_falloc_setsize(inode, inode->i_size - len);
}

/* The size first: a failure leaves a file that is longer, and zeros at its end. */
static int xfs_falloc_insert_range(struct inode *inode, int first, int len)
{
	int err;

	if (first >= inode->i_size)
		return -EINVAL;
	if (inode->i_size + len > MMAPCK_NR_FILE_PAGES)
		return -EFBIG;
	err = inode_newsize_ok(inode, inode->i_size + len);
	if (!err)
		err = seal_refuses(inode, SEAL_SHIFT, first, MMAPCK_NR_FILE_PAGES - first);
	if (!err)
		err = xfs_falloc_setsize(inode, inode->i_size + len);
	return err ? err : xfs_insert_file_space(inode, first, len);
}

static int xfs_falloc_range(struct inode *inode, int mode, int first, int len)
{
	switch (mode & ~FALLOC_FL_KEEP_SIZE) {
	case FALLOC_FL_PUNCH_HOLE:
		return xfs_free_file_space(inode, first, len);
	case FALLOC_FL_COLLAPSE_RANGE:
		return xfs_falloc_collapse_range(inode, first, len);
	case FALLOC_FL_INSERT_RANGE:
		return xfs_falloc_insert_range(inode, first, len);
	}
	return xfs_falloc_allocate_range(inode, mode, first, len);
}

/* Whether what the range holds is meant to go. */
static __pure bool falloc_removes(int mode)
{
	return mode & (FALLOC_FL_PUNCH_HOLE | FALLOC_FL_COLLAPSE_RANGE | FALLOC_FL_ZERO_RANGE);
}

static int xfs_file_fallocate(struct inode *inode, int mode, int first, int len)
{
	int err;

	xfs_ilock_excl(inode);
	err = xfs_break_layouts_unmap(inode);
	if (!err)
		inode_dio_wait(inode);
	/* file_modified() logs the inode */
	if (!err && m_shutdown)
		err = -EIO;
	if (!err) {
		witness_data(inode);
		err = xfs_falloc_range(inode, mode, first, len);
		witness_data_kept(inode, first, falloc_removes(mode) ? len : 0);
	}
	xfs_iunlock_excl(inode);
	return err;
}

/* One thing at a time; who punches keeps the size, who shifts does not. */
static __pure bool fallocate_mode_is_known(int mode)
{
	switch (mode & ~FALLOC_FL_KEEP_SIZE) {
	case FALLOC_FL_ALLOCATE_RANGE:
	case FALLOC_FL_ZERO_RANGE:
	case FALLOC_FL_UNSHARE_RANGE:
		return true;
	case FALLOC_FL_PUNCH_HOLE:
		return mode & FALLOC_FL_KEEP_SIZE;
	case FALLOC_FL_COLLAPSE_RANGE:
	case FALLOC_FL_INSERT_RANGE:
		return !(mode & FALLOC_FL_KEEP_SIZE);
	}
	return false;
}

/* What is asked before any lock of the inode is taken. */
static __pure int vfs_fallocate_args(const struct file *file, int mode, int first, int len)
{
	const struct inode *inode = file_inode(file);

	if (first < 0 || len <= 0)
		return -EINVAL;
	if (!fallocate_mode_is_known(mode))
		return -EOPNOTSUPP;
	if (!(file->f_mode & FMODE_WRITE))
		return -EBADF;
	if (inode->i_swapfile)
		return -ETXTBSY;
	if (first + len > MMAPCK_NR_FILE_PAGES)
		return -EFBIG;
	return seal_refuses(inode, SEAL_FALLOCATE, first, len);
}

__syscall static long fallocate(int fd, int mode, int page, int len)
{
	struct file *file = fget(fd);
	int err;

	if (!file)
		return -EBADF;
	witness_fs_begin();
	err = vfs_fallocate_args(file, mode, page, len);
	if (!err)
		err = xfs_file_fallocate(file_inode(file), mode, page, len);
	witness_fs_end(err);
	fput(file, REF_SYSCALL);
	return err;
}
