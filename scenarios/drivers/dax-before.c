/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DAX files of a file system that lacks one fix; each file of a scenario has to
 * have the same driver.
 *
 *	dax_no_layout_break	before 5fac7408d828 and d6dc57e251a4
 */
#include <mmapck/driver.h>
#include <mmapck/seal.h>

static int xfs_open_without_layout_break(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	xfs_fixes.breaks_dax_layouts = false;
	return 0;
}

DRIVER(dax_no_layout_break, .open = xfs_open_without_layout_break, XFS_FILE_MMAP_HOOKS);
