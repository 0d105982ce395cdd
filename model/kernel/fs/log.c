/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the disk says: the extent maps as they are found after a power failure.
 *
 * Models what a checker needs of the log of fs/xfs, Linux 6.12: what is committed becomes
 * stable in order, when the log is forced or at any other time; recovery finds all that is stable
 * and nothing else. No crash is run: invariants look at what one would find. The
 * CoW fork is not on disk, its blocks are given back by recovery. What is readable beyond the end
 * of a file counts as exposed, too.
 */
#include <mmapck/fs.h>

struct xfs_dinode {
	struct xfs_bmbt_irec di_df[MMAPCK_NR_FILE_PAGES];
	u8 di_size range(0, MMAPCK_NR_FILE_PAGES);
};

static struct xfs_dinode xfs_dinodes[MMAPCK_NR_FILES] named_by(scenario_file);

/* Whether the disk is looked at: only then is it kept. */
static bool m_power_may_fail;

static __pure bool block_is_on_disk(int block)
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (xfs_dinodes[i].di_df[page].br_startblock == block)
				return true;
	return false;
}

/* All that was committed is stable; what was freed may be given out again. */
static __atomic_step void xfs_log_force(void)
{
	if (m_shutdown)
		return;
	for (int block = 1; block <= MMAPCK_NR_BLOCKS; block++) {
		blocks[block].b_busy = false;
		blocks[block].b_reused = false;
	}
	if (!m_power_may_fail)
		return;
	for (int i = 0; i < MMAPCK_NR_FILES; i++) {
		xfs_dinodes[i].di_size = xfs_inodes[i].i_disk_size;
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			xfs_dinodes[i].di_df[page] = xfs_inodes[i].i_df[page];
	}
}
