/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Before the extents of a file change, whoever knows where they are is told, and
 * whoever uses them is waited for.
 *
 * Models xfs_break_layouts() of fs/xfs/xfs_file.c and xfs_pnfs.c,
 * xfs_mmaplock_two_inodes_and_break_dax_layout() of xfs_inode.c, and
 * dax_layout_busy_page() of fs/dax.c, Linux 6.12. Leases are those of a seal
 * design; what is asked of the pNFS server is left out.
 */
#include <mmapck/seal.h>

/* A pinned block that the file's own mappings know, or 0: not one that was pinned by way of another
 * file before that copied its page. */
static __pure int busy_block(const struct inode *inode)
{
	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
		if (block_is_pinned(XFS_I(inode)->i_dax[page]))
			return XFS_I(inode)->i_dax[page];
	return 0;
}

/* The same, where no page table entry is left that a new pin could come by: the
 * caller holds MMAPLOCK. */
static int dax_layout_busy_page(struct inode *inode)
{
	lockdep_assert_held_write(&inode->i_data.invalidate_lock);
	unmap_mapping_range(&inode->i_data, 0, MMAPCK_NR_FILE_PAGES);
	return busy_block(inode);
}

/* Waits for a pin to go: 0, or -EINTR. MMAPLOCK is dropped meanwhile, since who
 * holds the pin may need it to go on; IOLOCK is kept, or new writers would starve
 * the caller. */
static int xfs_wait_dax_page(struct inode *inode, int block)
{
	int err = fault("xfs_break_dax_layouts", -EINTR, FAULT_SIGNAL);

	if (err)
		return err;
	XFS_I(inode)->i_breaker_waits = true;
	up_write(&inode->i_data.invalidate_lock);
	if (!xfs_fixes.keeps_iolock_for_pins)
		up_write(&inode->i_rwsem);
	wait_event(!block_is_pinned(block));
	if (!xfs_fixes.keeps_iolock_for_pins)
		down_write(&inode->i_rwsem);
	down_write(&inode->i_data.invalidate_lock);
	XFS_I(inode)->i_breaker_waits = false;
	return 0;
}

/* Caller holds IOLOCK and MMAPLOCK. */
static int xfs_break_dax_layouts(struct inode *inode)
{
	int block;
	int err;

	if (!xfs_fixes.breaks_dax_layouts)
		return 0;
	block = dax_layout_busy_page(inode);
	while (block) {
		err = xfs_wait_dax_page(inode, block);
		if (err)
			return err;
		block = dax_layout_busy_page(inode);
	}
	return 0;
}

/* Linux 6.12 tries again at once, for as long as the pin exists. */
static int xfs_wait_for_second_inode(int block)
{
	int err;

	check(xfs_fixes.sleeps_for_second_inode, "busy-wait", "who waits for a pin sleeps, or gives up when a signal comes");
	err = fault("xfs_break_dax_layouts", -EINTR, FAULT_SIGNAL);
	if (err)
		return err;
	wait_event(!block_is_pinned(block));
	return 0;
}

static void xfs_unlock_for_lease(struct inode *inode, bool mmaplock)
{
	if (mmaplock)
		up_write(&inode->i_data.invalidate_lock);
	up_write(&inode->i_rwsem);
}

static void xfs_relock_after_lease(struct inode *inode, bool mmaplock)
{
	down_write(&inode->i_rwsem);
	if (mmaplock)
		down_write(&inode->i_data.invalidate_lock);
}

/* Caller holds IOLOCK, and MMAPLOCK if mmaplock; both are dropped while it waits. */
static int xfs_break_leased_layouts(struct inode *inode, bool mmaplock)
{
	int err = seal_break_layout(inode, false);
	bool interrupted = false;

	while (err == -EWOULDBLOCK) {
		check(!interrupted, "busy-wait", "who waits for a lease sleeps, or gives up when a signal comes");
		xfs_unlock_for_lease(inode, mmaplock);
		err = seal_break_layout(inode, true);
		xfs_relock_after_lease(inode, mmaplock);
		if (err && xfs_fixes.break_ends_by_signal)
			return err;
		/* the signal stays pending: the next wait ends at once */
		interrupted = err != 0;
		err = seal_break_layout(inode, false);
	}
	return err;
}

/* Before a write: leases alone. Caller holds IOLOCK. */
static int xfs_break_layouts_write(struct inode *inode)
{
	return xfs_break_leased_layouts(inode, false);
}

/* Before blocks are freed or moved: pins, then leases, until there is neither.
 * Caller holds IOLOCK and MMAPLOCK. */
static int xfs_break_layouts_unmap(struct inode *inode)
{
	int err;

	do {
		err = xfs_break_dax_layouts(inode);
		if (err)
			return err;
		err = xfs_break_leased_layouts(inode, true);
		if (err)
			return err;
	} while (xfs_fixes.breaks_dax_layouts && busy_block(inode));
	return 0;
}

/* Takes IOLOCK of both when neither is leased: 0, or -errno and neither. */
static int xfs_iolock_two_and_break_leases(struct inode *first, struct inode *second)
{
	int err;

	for (;;) {
		err = seal_break_layout(first, true);
		if (!err)
			err = seal_break_layout(second, true);
		if (err)
			return err;
		xfs_iolock_two(first, second);
		err = seal_break_layout(first, false);
		if (!err)
			err = seal_break_layout(second, false);
		if (!err)
			return 0;
		xfs_iounlock_two(first, second);
		if (err != -EWOULDBLOCK)
			return err;
	}
}

/* Takes MMAPLOCK of both when nothing of either is pinned; 0, or -EINTR and
 * neither. Caller holds IOLOCK of both. */
static int xfs_mmaplock_two_and_break_dax_layouts(struct inode *first, struct inode *second)
{
	int busy;
	int err;

	for (;;) {
		down_write(&first->i_data.invalidate_lock);
		err = xfs_break_dax_layouts(first);
		if (err) {
			up_write(&first->i_data.invalidate_lock);
			return err;
		}
		down_write(&second->i_data.invalidate_lock);
		busy = xfs_fixes.breaks_dax_layouts ? dax_layout_busy_page(second) : 0;
		if (!busy)
			return 0;
		xfs_mmapunlock_two(first, second);
		err = xfs_wait_for_second_inode(busy);
		if (err)
			return err;
	}
}
