/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of v7 of MAP_DIRECT, in what it does to registered memory.
 *
 *	dax_v7	breaking a lease frees the IOVAs
 */
#include <mmapck/driver.h>
#include <mmapck/seal.h>

static int open_v7(struct inode *inode, struct file *file)
{
	umem_break_frees_iova = true;
	return xfs_file_open(inode, file);
}

DRIVER(dax_v7, .open = open_v7, XFS_FILE_MMAP_HOOKS);
