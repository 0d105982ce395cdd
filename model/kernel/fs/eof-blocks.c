/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a file has and does not need is given back: blocks beyond its end, staging that nobody writes to.
 *
 * Models xfs_free_eofblocks() of fs/xfs/xfs_bmap_util.c, xfs_blockgc_free_quota() and
 * xfs_blockgc_flush_all() of xfs_icache.c and xfs_file_release(), Linux 6.12: nobody waits for IOLOCK, and
 * nobody hears of an error. Who is out of space or quota does it in one move.
 */
#include <mmapck/seal.h>

/* xfs_can_free_eofblocks(): what fallocate() has put there stays. */
static __pure bool can_free_eofblocks(const struct inode *inode)
{
	return !XFS_I(inode)->i_prealloc;
}

static void xfs_free_eofblocks(struct inode *inode)
{
	if (!can_free_eofblocks(inode))
		return;
	if (!down_write_trylock(&inode->i_rwsem))
		return;
	inode_dio_wait(inode);
	xfs_bunmapi_range(inode, inode->i_size, MMAPCK_NR_FILE_PAGES - inode->i_size);
	up_write(&inode->i_rwsem);
}

/* Whether nobody has IOLOCK or ILOCK, so that trylocks would succeed. */
static __pure bool inode_is_idle(const struct inode *inode)
{
	return !inode->i_rwsem.writer && !inode->i_rwsem.readers && !XFS_I(inode)->i_lock.writer &&
	       !XFS_I(inode)->i_lock.readers && !XFS_I(inode)->i_dio_count;
}

/* Whether a page beyond the end has something to give back. */
static __pure bool blockgc_wants(const struct inode *inode, int page, int uid, int err)
{
	const struct xfs_inode *ip = XFS_I(inode);

	return ip->i_isxfs && can_free_eofblocks(inode) && page >= inode->i_size &&
	       (err == -ENOSPC || ip->i_uid == uid) && extent_is_real(ip->i_df[page].br_state) &&
	       inode_is_idle(inode) && !seal_refuses(inode, SEAL_BUNMAPI, page, 1);
}

/* Whether something was given back: by any file after ENOSPC, by those of the user after EDQUOT. */
static __atomic_step bool xfs_blockgc_free(int uid, int err)
{
	struct xfs_trans tp = { };
	bool freed = false;

	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (blockgc_wants(&inodes[i], page, uid, err)) {
				xfs_bmap_del_extent(&tp, &xfs_inodes[i], page);
				freed = true;
			}
	return freed;
}

/* Staging that no data waits for. */
static void xfs_inode_free_cowblocks(struct inode *inode)
{
	if (!can_free_cowblocks(XFS_I(inode)))
		return;
	if (!down_write_trylock(&inode->i_rwsem))
		return;
	if (down_write_trylock(&inode->i_data.invalidate_lock)) {
		/* a store or a write may have come since */
		if (can_free_cowblocks(XFS_I(inode)))
			xfs_reflink_cancel_cow_range(inode, 0, MMAPCK_NR_FILE_PAGES);
		up_write(&inode->i_data.invalidate_lock);
	}
	up_write(&inode->i_rwsem);
}

__syscall static long free_cowblocks(int fd)
{
	struct file *file = fget(fd);

	if (!file)
		return -EBADF;
	xfs_inode_free_cowblocks(file_inode(file));
	fput(file, REF_SYSCALL);
	return 0;
}

__syscall static long free_eofblocks(int fd)
{
	struct file *file = fget(fd);

	if (!file)
		return -EBADF;
	xfs_free_eofblocks(file_inode(file));
	fput(file, REF_SYSCALL);
	return 0;
}
