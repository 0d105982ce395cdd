/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What keeps extents in place today: whoever frees or moves blocks waits until
 * nobody has pinned them (dax_layout_busy_page()), and a pin that could last
 * for ever is refused (FOLL_LONGTERM).
 *
 * Models Linux 6.12 as it is, with what is wrong in it. MAP_DIRECT does not exist.
 */
#define MMAPCK_SEAL_DESIGN
#include "../all.c"
#include "../no-seal.c"

static const enum seal_promise seal_promise = MMAPCK_PROMISE(PROMISE_BUSY);

static const struct xfs_fixes seal_release = {
	.breaks_dax_layouts = true,
	.faults_under_mmaplock = true,
	.changes_wait_for_dio = true,
	.keeps_busy_extents = true,
	.punches_under_mmaplock = true,
	.writes_back_unwritten = true,
	.syncs_before_pte = true,
	.cow_rereads_map = true,
	.end_cow_trims = true,
	.dax_copies_on_write = true,
	.logs_size_first = true,
	.counts_what_is_done = true,
	.revalidates_iomap = true,
	.compares_under_mmaplock = true,
	.returns_space_without_quota = true,
	.keeps_iolock_for_pins = true,
	.failed_cow_punches = true,
	.unshare_keeps_dirty_cow = true,
};
