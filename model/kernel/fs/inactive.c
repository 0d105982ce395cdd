/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last use of a file is over.
 *
 * Models xfs_inactive() of fs/xfs/xfs_inode.c, Linux 6.12, and dax_break_layout_final() of fs/dax.c, Linux
 * 6.15: nobody has the file open or mapped, so that locks are for form's sake; but pages may be
 * pinned. An error leaves what could not be given back to the next mount.
 */
#include <mmapck/seal.h>

static void xfs_inactive(struct inode *inode)
{
	int first = XFS_I(inode)->i_unlinked ? 0 : inode->i_size;

	if (xfs_fixes.end_waits_for_pins)
		wait_event(!busy_block(inode));
	/* what is dirty keeps the inode until it is written */
	if (XFS_I(inode)->i_unlinked)
		truncate_pagecache_range(inode, 0, MMAPCK_NR_FILE_PAGES);
	if (m_shutdown || !can_free_cowblocks(XFS_I(inode)))
		return;
	xfs_reflink_cancel_cow_range(inode, 0, MMAPCK_NR_FILE_PAGES);
	if (XFS_I(inode)->i_unlinked || can_free_eofblocks(inode))
		xfs_bunmapi_range(inode, first, MMAPCK_NR_FILE_PAGES - first);
}

__syscall static long unlink(int fd)
{
	struct file *file = fget(fd);

	if (!file)
		return -EBADF;
	XFS_I(file_inode(file))->i_unlinked = true;
	fput(file, REF_SYSCALL);
	return 0;
}
