/* SPDX-License-Identifier: Apache-2.0 */
/* The file system of a design that has every fix that is known. */
#include <mmapck/fs.h>

static const struct xfs_fixes seal_release = {
	.breaks_dax_layouts = true,
	.faults_under_mmaplock = true,
	.changes_wait_for_dio = true,
	.keeps_busy_extents = true,
	.punches_under_mmaplock = true,
	.writes_back_unwritten = true,
	.syncs_before_pte = true,
	.swapext_breaks_layouts = true,
	.sleeps_for_second_inode = true,
	.break_ends_by_signal = true,
	.swapext_waits_for_dio = true,
	.cow_rereads_map = true,
	.end_cow_trims = true,
	.dax_copies_on_write = true,
	.dax_reports_end_cow = true,
	.logs_size_first = true,
	.counts_what_is_done = true,
	.end_waits_for_pins = true,
	.revalidates_iomap = true,
	.compares_under_mmaplock = true,
	.returns_space_without_quota = true,
	.keeps_iolock_for_pins = true,
	.failed_cow_punches = true,
	.unshare_keeps_dirty_cow = true,
	.copies_before_entry = true,
	.failed_cow_keeps_staging = true,
	.dax_write_forgets_again = true,
	.keeps_pinned_blocks_busy = true,
};
