/* SPDX-License-Identifier: Apache-2.0 */
/*
 * FL_LAYOUT leases of direct mappings: taken, broken, dropped.
 *
 * Models fs/mapdirect.c of "[PATCH v9 0/6] MAP_DIRECT for DAX userspace flush", October
 * 2017, as posted, and __break_lease() of fs/locks.c. A daemon is both
 * lease-break-time and the worker that comes when it is over.
 */
#include <mmapck/seal.h>

enum mds_work {
	WORK_IDLE,
	WORK_PENDING,		/* lease-break-time runs */
	WORK_RUNNING,
};

struct map_direct_state {
	u8 mds_ref range(0, 7);		/* one for the mappings, one for the lease */
	u8 mds_vmaref range(0, 7);
	bool mds_valid;			/* pages may be mapped */
	bool mds_break;			/* the holder was told, the time runs */
	enum mds_work mds_work;
	bool mds_leased;
	bool mds_direct;		/* of memory that is registered: there is no mapping */
	struct inode *mds_inode;
	struct vm_area_struct *mds_vma;	/* the one that mmap() made */
	u8 mds_process range(0, MMAPCK_NR_PROCESSES - 1);	/* gets SIGIO: f_owner */
};

/* vm_private_data of a mapping is the state's index + 1. */
POOL(struct map_direct_state, mds, MMAPCK_NR_SEALS);

static __pure bool inode_is_leased(const struct inode *inode)
{
	for (int i = 0; i < mds_size; i++)
		if (mds_at(i) && mds_at(i)->mds_leased && mds_at(i)->mds_inode == inode)
			return true;
	return false;
}

static __pure bool lease_is_breaking(const struct inode *inode)
{
	for (int i = 0; i < mds_size; i++)
		if (mds_at(i) && mds_at(i)->mds_leased && mds_at(i)->mds_inode == inode && mds_at(i)->mds_break)
			return true;
	return false;
}

/* States that exist: for scenarios. */
static __attribute__((unused)) __pure int nr_lease_states(void)
{
	int nr = 0;

	for (int i = 0; i < mds_size; i++)
		if (mds_at(i))
			nr++;
	return nr;
}

static __atomic_step void put_map_direct(struct map_direct_state *mds)
{
	check(mds->mds_ref, "lease-underflow", "who puts the state of a lease has a reference");
	mds->mds_ref--;
	if (!mds->mds_ref)
		mds_free(mds);
}

/* ---- leases ------------------------------------------------------------------------- */

/* F_SETLEASE: 0 or -errno. */
static __atomic_step int lease_set(struct map_direct_state *mds)
{
	struct inode *inode = mds->mds_inode;
	int err = fault("vfs_setlease", -ENOMEM, FAULT_ALLOC_THEORETICAL);

	if (err)
		return err;
	if (!capable())
		return -EACCES;
	if (lease_is_breaking(inode))
		return -EAGAIN;
	mds->mds_leased = true;
	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
		promise_extent(inode, page);
	return 0;
}

/* F_UNLCK; dropping what is gone already does nothing. */
static __atomic_step void lease_drop(struct map_direct_state *mds)
{
	mds->mds_leased = false;
	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
		if (!inode_is_leased(mds->mds_inode))
			release_promise(mds->mds_inode, page);
}

/* lm_break of every lease of the file: the first time, the holder is told and the clock starts. */
static __atomic_step void lease_break_all(const struct inode *inode)
{
	for (int i = 0; i < mds_size; i++)
		if (mds_at(i) && mds_at(i)->mds_leased && mds_at(i)->mds_inode == inode && !mds_at(i)->mds_break) {
			mds_at(i)->mds_break = true;
			mds_at(i)->mds_work = WORK_PENDING;
			sigio_pending[mds_at(i)->mds_process] = true;
		}
}

static int seal_break_layout(struct inode *inode, bool wait)
{
	int err;

	if (!inode_is_leased(inode))
		return 0;
	if (!wait) {
		lease_break_all(inode);
		return -EWOULDBLOCK;
	}
	while (inode_is_leased(inode)) {
		lease_break_all(inode);
		err = fault("break_layout", -EINTR, FAULT_SIGNAL);
		if (err)
			return err;
		wait_event(!lease_is_breaking(inode));
	}
	return 0;
}

/* ---- the worker ----------------------------------------------------------------------- */

/* Finds the range through the VMA, wherever that is by now. */
static void map_direct_unmap(struct map_direct_state *mds)
{
	struct vm_area_struct *vma = mds->mds_vma;

	mds->mds_valid = false;
	if (vma)
		unmap_mapping_range(&mds->mds_inode->i_data, vma->vm_pgoff, vma_pages(vma));
}

/* The end of the worker: it puts the reference of the lease. */
static __atomic_step void map_direct_work_done(struct map_direct_state *mds)
{
	mds->mds_work = WORK_IDLE;
	put_map_direct(mds);
}

static void lease_direct_break(struct map_direct_state *mds);

static void map_direct_invalidate(struct map_direct_state *mds)
{
	if (mds->mds_direct) {
		lease_direct_break(mds);
	} else {
		map_direct_unmap(mds);
		/* the lease belongs to the file of the VMA, which may have gone meanwhile */
		check(mds->mds_vma->vm_file != NULL, "lease-without-file", "the worker finds the file of its lease");
	}
	lease_drop(mds);
	map_direct_work_done(mds);
}

/* A state whose time is over, or NULL. */
static __pure struct map_direct_state *overdue(void)
{
	for (int i = 0; i < mds_size; i++)
		if (mds_at(i) && mds_at(i)->mds_work == WORK_PENDING)
			return mds_at(i);
	return NULL;
}

static __atomic_step struct map_direct_state *take_overdue(void)
{
	struct map_direct_state *mds;

	wait_event(overdue() != NULL);
	mds = overdue();
	mds->mds_work = WORK_RUNNING;
	return mds;
}

DAEMON(lease_break_time)
{
	for (;;)
		map_direct_invalidate(take_overdue());
}
