/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of a user who is not root, and has a disk quota: the bound QUOTA_BLOCKS.
 *
 *	dax_user	with DAX
 *	xfs_user	without it
 */
#include <mmapck/driver.h>
#include <mmapck/seal.h>

static int user_open(struct inode *inode, struct file *file)
{
	XFS_I(inode)->i_uid = 1;
	return xfs_file_open(inode, file);
}

DRIVER(dax_user, .open = user_open, XFS_FILE_MMAP_HOOKS);

static int user_open_without_dax(struct inode *inode, struct file *file)
{
	user_open(inode, file);
	XFS_I(inode)->i_isdax = false;
	return 0;
}

DRIVER(xfs_user, .open = user_open_without_dax, XFS_FILE_MMAP_HOOKS);
