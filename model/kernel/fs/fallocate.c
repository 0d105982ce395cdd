/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks for a range, or none.
 *
 * Models vfs_fallocate() of fs/open.c, and xfs_file_fallocate(),
 * xfs_alloc_file_space() and xfs_free_file_space() of fs/xfs, Linux 6.12, for
 * allocating and punching. Zeroing, collapsing, inserting and unsharing are
 * left out.
 */
#include <mmapck/seal.h>

/* Pages from first on, at most len, that are holes. */
static __pure int hole_length(const struct xfs_inode *ip, int first, int len)
{
	int n = 0;

	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
		if (page == first + n && n < len && ip->i_df[page].br_state == EXTENT_HOLE)
			n++;
	return n;
}

/* One transaction: unwritten blocks for up to len holes from page on. Returns how
 * many it got, fewer where free space is in pieces, or -errno. */
static int xfs_alloc_file_chunk(struct inode *inode, int page, int len)
{
	struct xfs_inode *ip = XFS_I(inode);
	struct xfs_trans tp;
	int nimaps;
	int err;

	err = xfs_trans_alloc_ilock(&tp, ip, len);
	if (err)
		return err;
	nimaps = fault_choose("xfs_bmap_btalloc", len, 1, len, FAULT_SPACE);
	err = xfs_bmapi_write(&tp, inode, page, nimaps, EXTENT_UNWRITTEN);
	if (err)
		xfs_trans_cancel(&tp);
	else
		xfs_trans_commit(&tp);
	up_write(&ip->i_lock);
	return err ? err : nimaps;
}

/* What was allocated before a failure stays allocated. */
static int xfs_alloc_file_space(struct inode *inode, int first, int len)
{
	struct xfs_inode *ip = XFS_I(inode);
	int page = first;
	int ret;

	while (page < first + len) {
		if (ip->i_df[page].br_state != EXTENT_HOLE) {
			page++;
			continue;
		}
		ret = xfs_alloc_file_chunk(inode, page, hole_length(ip, page, first + len - page));
		if (ret < 0)
			return ret;
		page += ret;
	}
	return 0;
}

static int xfs_free_file_space(struct inode *inode, int first, int len)
{
	int err = seal_refuses(inode, SEAL_FREE_SPACE, first, len);

	if (err)
		return err;
	unmap_mapping_range(&inode->i_data, first, len);
	return xfs_bunmapi_range(inode, first, len);
}

/* Caller holds IOLOCK and MMAPLOCK. */
static int xfs_falloc_allocate_range(struct inode *inode, int mode, int first, int len)
{
	bool grows = !(mode & FALLOC_FL_KEEP_SIZE) && first + len > inode->i_size;
	int err;

	if (grows) {
		err = inode_newsize_ok(inode, first + len);
		if (err)
			return err;
	}
	err = xfs_alloc_file_space(inode, first, len);
	if (err)
		return err;
	if (grows)
		i_size_write(inode, first + len);
	return 0;
}

static int xfs_falloc_range(struct inode *inode, int mode, int first, int len)
{
	if (mode & FALLOC_FL_PUNCH_HOLE)
		return xfs_free_file_space(inode, first, len);
	return xfs_falloc_allocate_range(inode, mode, first, len);
}

static int xfs_file_fallocate(struct inode *inode, int mode, int first, int len)
{
	int err;

	xfs_ilock_excl(inode);
	err = xfs_break_layouts_unmap(inode);
	if (!err)
		inode_dio_wait(inode);
	if (!err)
		err = xfs_falloc_range(inode, mode, first, len);
	xfs_iunlock_excl(inode);
	return err;
}

/* What is asked before any lock of the inode is taken. */
static __pure int vfs_fallocate_args(const struct file *file, int mode, int first, int len)
{
	const struct inode *inode = file_inode(file);

	if (first < 0 || len <= 0)
		return -EINVAL;
	if (mode & ~(FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE))
		return -EOPNOTSUPP;
	if ((mode & FALLOC_FL_PUNCH_HOLE) && !(mode & FALLOC_FL_KEEP_SIZE))
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
