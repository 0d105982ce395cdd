/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of a file system that lacks one fix; all files of a scenario have to have the
 * same driver.
 *
 *	dax_no_layout_break	before 5fac7408d828 and d6dc57e251a4
 *	xfs_stale_cow_map	before 2f4acd0fcd86, without DAX
 *	xfs_untrimmed_cow	before 55f669f34184, without DAX
 */
#include <mmapck/driver.h>
#include <mmapck/seal.h>

static int open_without_layout_break(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	xfs_fixes.breaks_dax_layouts = false;
	return 0;
}

DRIVER(dax_no_layout_break, .open = open_without_layout_break, XFS_FILE_MMAP_HOOKS);

static int open_with_stale_cow_map(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	XFS_I(inode)->i_isdax = false;
	xfs_fixes.cow_rereads_map = false;
	return 0;
}

DRIVER(xfs_stale_cow_map, .open = open_with_stale_cow_map, XFS_FILE_MMAP_HOOKS);

static int open_with_untrimmed_cow(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	XFS_I(inode)->i_isdax = false;
	xfs_fixes.end_cow_trims = false;
	return 0;
}

DRIVER(xfs_untrimmed_cow, .open = open_with_untrimmed_cow, XFS_FILE_MMAP_HOOKS);
