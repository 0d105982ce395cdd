/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the invariants remember: what a seal promised, what a system call changed.
 * Nothing of this exists in a kernel, and no decision of the model depends on it.
 */
#include <mmapck/seal.h>

static __pure bool capable(void);
static __pure bool nobody_maps_direct(void);

/* What a task's last call that changes files did. */
struct fs_witness {
	bool changed;		/* an extent or a size */
	bool refused;		/* it returned -ETXTBSY or -EINTR */
	bool stopped;		/* the file system was shut down when it began */
	bool went_on;		/* it changed something, or succeeded, all the same */
	bool partial;		/* it has failed, and changed something, though it is all or nothing */
	u8 cloned range(0, MMAPCK_NR_FILE_PAGES);	/* pages that are shared by now */
	bool miscounted;	/* it has returned another number of them */
	bool kept_out;		/* the owner was refused for a mapping that no owner has agreed to */
	bool untrue;		/* write() has succeeded, and the page is not the file's */
	u8 data[MMAPCK_NR_FILE_PAGES] range(0, MMAPCK_NR_FILE_PAGES);	/* b_data of each page before */
	bool lost;		/* data that it was not to remove */
};

static struct fs_witness fs_witness[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

static __atomic_step __notrace void witness_fs_begin(void)
{
	fs_witness[__mmapck_task()].changed = false;
	fs_witness[__mmapck_task()].refused = false;
	fs_witness[__mmapck_task()].stopped = m_shutdown;
	fs_witness[__mmapck_task()].untrue = false;
	fs_witness[__mmapck_task()].partial = false;
	fs_witness[__mmapck_task()].miscounted = false;
	fs_witness[__mmapck_task()].kept_out = false;
}

/* What a fault changes after the call was refused is another matter. */
static __atomic_step __notrace void witness_fs_change(void)
{
	if (!fs_witness[__mmapck_task()].refused)
		fs_witness[__mmapck_task()].changed = true;
}

static __atomic_step __notrace void witness_fs_end(int err)
{
	fs_witness[__mmapck_task()].went_on = fs_witness[__mmapck_task()].stopped &&
					      (err >= 0 || fs_witness[__mmapck_task()].changed);
	fs_witness[__mmapck_task()].refused = err == -ETXTBSY || err == -EINTR;
	if (!fs_witness[__mmapck_task()].refused)
		fs_witness[__mmapck_task()].changed = false;
	fs_witness[__mmapck_task()].kept_out = err == -ETXTBSY && capable() && nobody_maps_direct();
}

/* Before witness_fs_end(): of a call that is one transaction, or one chain of intents. */
static __atomic_step __notrace void witness_all_or_nothing(int err)
{
	fs_witness[__mmapck_task()].partial = err < 0 && fs_witness[__mmapck_task()].changed;
}

static __atomic_step __notrace void witness_cloned_page(void)
{
	fs_witness[__mmapck_task()].cloned++;
}

static __atomic_step __notrace void witness_clone_end(int ret)
{
	fs_witness[__mmapck_task()].miscounted = fs_witness[__mmapck_task()].cloned != (ret < 0 ? 0 : ret);
	fs_witness[__mmapck_task()].cloned = 0;
}

/* The end of a write() to a DAX file, under IOLOCK. */
static __atomic_step __notrace void witness_write(const struct inode *inode, int page, int err)
{
	const struct xfs_bmbt_irec *irec = &XFS_I(inode)->i_df[page];

	fs_witness[__mmapck_task()].untrue = !err && irec->br_state != EXTENT_WRITTEN &&
					     blocks[irec->br_startblock].b_refcount != 1;
}

/* A truncate that fails half-way leaves a size on disk that is larger than that in memory. */
static __atomic_step __notrace void witness_truncate(const struct inode *inode, int err)
{
	XFS_I(inode)->i_truncate_failed = err != 0;
}

/* What a page of a file shows: b_data. */
static __pure int page_data(const struct inode *inode, int page)
{
	const struct xfs_bmbt_irec *irec = &XFS_I(inode)->i_df[page];

	return extent_is_readable(irec->br_state) ? blocks[irec->br_startblock].b_data : 0;
}

static __atomic_step __notrace void witness_data(const struct inode *inode)
{
	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
		fs_witness[__mmapck_task()].data[page] = page_data(inode, page);
}

/* Whether the pages before first, those in first..first+len-1 that are left, and those behind are still
 * there and in order: the file shows what it showed, some of the range missing. */
static __atomic_step __notrace void witness_data_kept(const struct inode *inode, int first, int len)
{
	struct fs_witness *w = &fs_witness[__mmapck_task()];
	int at = 0;

	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++) {
		if (!w->data[page])
			continue;
		while (at < MMAPCK_NR_FILE_PAGES && !page_data(inode, at))
			at++;
		if (at < MMAPCK_NR_FILE_PAGES && page_data(inode, at) == w->data[page])
			at++;
		else if (page < first || page >= first + len)
			w->lost = true;
	}
	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
		w->data[page] = 0;
}

/* Holes, delayed allocations: nothing is there that could move. */
static __atomic_step __notrace void promise_extent(struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);

	if (ip->i_promise[page].promised || !extent_is_real(ip->i_df[page].br_state))
		return;
	ip->i_promise[page].promised = true;
	ip->i_promise[page].irec = ip->i_df[page];
}

static __atomic_step __notrace void release_promise(struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);

	ip->i_promise[page].promised = false;
	ip->i_promise[page].irec.br_state = EXTENT_HOLE;
	ip->i_promise[page].irec.br_startblock = 0;
}
