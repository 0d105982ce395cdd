/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of a file system with DAX. Its mmap hooks are those of the seal design
 * that the scenario chooses (model/kernel/fs/seal).
 *
 *	dax	a file with DAX
 *	xfs	a file without it, for direct I/O
 */
#include <mmapck/driver.h>
#include <mmapck/seal.h>

static int xfs_open_without_dax(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	XFS_I(inode)->i_isdax = false;
	return 0;
}

DRIVER(dax, .open = xfs_file_open, XFS_FILE_MMAP_HOOKS);
DRIVER(xfs, .open = xfs_open_without_dax, XFS_FILE_MMAP_HOOKS);
