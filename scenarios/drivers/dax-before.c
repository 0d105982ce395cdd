/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of a file system that lacks one fix; all files of a scenario have to have the
 * same driver.
 *
 *	dax_no_layout_break	before 5fac7408d828 and d6dc57e251a4
 *	dax_bare_fault		as ext4 before ea3d7209ca01
 *	xfs_no_dio_wait		as ocfs2 before 952b023f06a2, without DAX
 *	xfs_stale_cow_map	before 2f4acd0fcd86, without DAX
 *	xfs_untrimmed_cow	before 55f669f34184, without DAX
 *	xfs_bare_punch		before 198dd8aedee6, without DAX
 *	xfs_written_delalloc	before a5949d3faedf, without DAX; the power may fail
 *	dax_no_busy_list	freed blocks are given out before the log is forced; the power may fail
 *	dax_late_sync		MAP_SYNC, and nothing is synced; the power may fail
 *	dax_late_size		blocks are freed before the size is logged
 *	dax_drops_iolock	before d6dc57e251a4 was written as it is
 *	dax_early_compare	as btrfs before 8c99516a8cdd
 *	xfs_stale_iomap		before 304a68b9c63b, without DAX
 *	dax_forgets_progress	as ext4 before 55583e899a53
 *	xfs_keeps_space		as btrfs before c1c050f92d8f; a user with a quota, without DAX
 *	xfs_purging_unshare	before 4390f019ad78, without DAX
 *	xfs_no_cow_punch	before 5ca5916b6bc9, without DAX
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

static int open_without_busy_list(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	xfs_fixes.keeps_busy_extents = false;
	m_power_may_fail = true;
	return 0;
}

DRIVER(dax_no_busy_list, .open = open_without_busy_list, XFS_FILE_MMAP_HOOKS);

static int open_without_sync(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	XFS_I(inode)->i_sync = true;
	xfs_fixes.syncs_before_pte = false;
	m_power_may_fail = true;
	return 0;
}

DRIVER(dax_late_sync, .open = open_without_sync, XFS_FILE_MMAP_HOOKS);

static int open_with_bare_punch(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	XFS_I(inode)->i_isdax = false;
	xfs_fixes.punches_under_mmaplock = false;
	return 0;
}

DRIVER(xfs_bare_punch, .open = open_with_bare_punch, XFS_FILE_MMAP_HOOKS);

static int open_with_written_delalloc(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	XFS_I(inode)->i_isdax = false;
	xfs_fixes.writes_back_unwritten = false;
	m_power_may_fail = true;
	return 0;
}

DRIVER(xfs_written_delalloc, .open = open_with_written_delalloc, XFS_FILE_MMAP_HOOKS);

static int open_with_bare_fault(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	xfs_fixes.faults_under_mmaplock = false;
	return 0;
}

DRIVER(dax_bare_fault, .open = open_with_bare_fault, XFS_FILE_MMAP_HOOKS);

static int open_without_dio_wait(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	XFS_I(inode)->i_isdax = false;
	xfs_fixes.changes_wait_for_dio = false;
	return 0;
}

DRIVER(xfs_no_dio_wait, .open = open_without_dio_wait, XFS_FILE_MMAP_HOOKS);

static int open_with_late_size(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	xfs_fixes.logs_size_first = false;
	return 0;
}

DRIVER(dax_late_size, .open = open_with_late_size, XFS_FILE_MMAP_HOOKS);

static int open_with_purging_unshare(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	XFS_I(inode)->i_isdax = false;
	xfs_fixes.unshare_keeps_dirty_cow = false;
	return 0;
}

DRIVER(xfs_purging_unshare, .open = open_with_purging_unshare, XFS_FILE_MMAP_HOOKS);

static int open_without_cow_punch(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	XFS_I(inode)->i_isdax = false;
	xfs_fixes.failed_cow_punches = false;
	return 0;
}

DRIVER(xfs_no_cow_punch, .open = open_without_cow_punch, XFS_FILE_MMAP_HOOKS);

static int open_with_dropped_iolock(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	xfs_fixes.keeps_iolock_for_pins = false;
	return 0;
}

DRIVER(dax_drops_iolock, .open = open_with_dropped_iolock, XFS_FILE_MMAP_HOOKS);

static int open_with_lost_progress(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	xfs_fixes.counts_what_is_done = false;
	return 0;
}

DRIVER(dax_forgets_progress, .open = open_with_lost_progress, XFS_FILE_MMAP_HOOKS);

static int open_with_kept_space(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	XFS_I(inode)->i_isdax = false;
	XFS_I(inode)->i_uid = 1;
	xfs_fixes.returns_space_without_quota = false;
	return 0;
}

DRIVER(xfs_keeps_space, .open = open_with_kept_space, XFS_FILE_MMAP_HOOKS);

static int open_with_early_compare(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	xfs_fixes.compares_under_mmaplock = false;
	return 0;
}

DRIVER(dax_early_compare, .open = open_with_early_compare, XFS_FILE_MMAP_HOOKS);

static int open_with_stale_iomap(struct inode *inode, struct file *file)
{
	xfs_file_open(inode, file);
	XFS_I(inode)->i_isdax = false;
	xfs_fixes.revalidates_iomap = false;
	return 0;
}

DRIVER(xfs_stale_iomap, .open = open_with_stale_iomap, XFS_FILE_MMAP_HOOKS);
