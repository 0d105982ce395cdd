/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of a device whose power may fail.
 *
 *	dax_power	with DAX
 *	dax_sync	with DAX; every mapping is MAP_SYNC
 *	xfs_power	without DAX
 */
#include <mmapck/driver.h>
#include <mmapck/seal.h>

static int power_open(struct inode *inode, struct file *file)
{
	m_power_may_fail = true;
	return xfs_file_open(inode, file);
}

DRIVER(dax_power, .open = power_open, XFS_FILE_MMAP_HOOKS);

static int power_open_sync(struct inode *inode, struct file *file)
{
	XFS_I(inode)->i_sync = true;
	return power_open(inode, file);
}

DRIVER(dax_sync, .open = power_open_sync, XFS_FILE_MMAP_HOOKS);

static int power_open_without_dax(struct inode *inode, struct file *file)
{
	power_open(inode, file);
	XFS_I(inode)->i_isdax = false;
	return 0;
}

DRIVER(xfs_power, .open = power_open_without_dax, XFS_FILE_MMAP_HOOKS);
