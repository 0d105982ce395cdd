/* SPDX-License-Identifier: Apache-2.0 */
/* The file system of Linux 4.13, which the designs of 2017 were made for. */
#include <mmapck/fs.h>

static const struct xfs_fixes seal_release = {
	.faults_under_mmaplock = true,
	.changes_wait_for_dio = true,
	.keeps_busy_extents = true,
	.writes_back_unwritten = true,
	.end_cow_trims = true,
	.cow_rereads_map = true,
	.logs_size_first = true,
	.counts_what_is_done = true,
	.compares_under_mmaplock = true,
	.returns_space_without_quota = true,
	.failed_cow_punches = true,
	.unshare_keeps_dirty_cow = true,
};
