/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first file of a scenario, opened once more.
 *
 *	dax_again	another open file of the same inode, with its own mode
 */
#include <mmapck/driver.h>
#include <mmapck/seal.h>

static int dax_open_again(struct inode *inode, struct file *file)
{
	(void)inode;
	file->f_inode = &inodes[0];
	file->f_mapping = &inodes[0].i_data;
	return 0;
}

DRIVER(dax_again, .open = dax_open_again, XFS_FILE_MMAP_HOOKS);
