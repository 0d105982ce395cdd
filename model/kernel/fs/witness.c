/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the invariants remember: what a seal promised, what a system call changed.
 * Nothing of this exists in a kernel, and no decision of the model depends on it.
 */
#include <mmapck/seal.h>

/* What a task's last call that changes files did. */
struct fs_witness {
	bool changed;		/* an extent or a size */
	bool refused;		/* it returned -ETXTBSY or -EINTR */
};

static struct fs_witness fs_witness[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

static __atomic_step __notrace void witness_fs_begin(void)
{
	fs_witness[__mmapck_task()].changed = false;
	fs_witness[__mmapck_task()].refused = false;
}

static __atomic_step __notrace void witness_fs_change(void)
{
	fs_witness[__mmapck_task()].changed = true;
}

static __atomic_step __notrace void witness_fs_end(int err)
{
	fs_witness[__mmapck_task()].refused = err == -ETXTBSY || err == -EINTR;
	if (!fs_witness[__mmapck_task()].refused)
		fs_witness[__mmapck_task()].changed = false;
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
