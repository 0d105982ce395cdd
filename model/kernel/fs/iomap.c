/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a page is, and where it is to be written.
 *
 * Models xfs_direct_write_iomap_begin() and xfs_iomap_write_direct() of
 * fs/xfs/xfs_iomap.c, Linux 6.12.
 */
#include <mmapck/seal.h>

struct iomap {
	enum extent_state type;
	u8 addr range(0, MMAPCK_NR_BLOCKS);
	bool fresh;		/* IOMAP_F_NEW, IOMAP_F_SHARED: another page may be mapped for it */
	bool cow;		/* addr is a block of the CoW fork */
};

static int xfs_reflink_allocate_cow(struct inode *inode, int page, struct iomap *iomap);

/* What a new block is: zeroed and written where its user is told the address at
 * once; else unwritten until the write has completed. */
static __pure enum extent_state new_extent_state(const struct xfs_inode *ip)
{
	return ip->i_isdax ? EXTENT_WRITTEN : EXTENT_UNWRITTEN;
}

/* A block for a page that is to be written: 0 or -errno. */
static int xfs_iomap_write_direct(struct inode *inode, int page, struct iomap *iomap)
{
	struct xfs_inode *ip = XFS_I(inode);
	struct xfs_trans tp;
	int err;

	err = xfs_trans_alloc_inode(&tp, ip, 1);
	if (err)
		return err;
	down_write(&ip->i_lock);
	err = xfs_bmapi_write(&tp, inode, page, 1, new_extent_state(ip));
	iomap->type = ip->i_df[page].br_state;
	iomap->addr = ip->i_df[page].br_startblock;
	iomap->fresh = true;
	return xfs_trans_end_ilock(&tp, ip, err);
}

/* A file system of 2017 shares no page of a DAX file. */
static int xfs_iomap_write_shared(struct inode *inode, int page, struct iomap *iomap)
{
	if (XFS_I(inode)->i_isdax && !xfs_fixes.dax_copies_on_write)
		return -EOPNOTSUPP;
	iomap->fresh = true;
	return xfs_reflink_allocate_cow(inode, page, iomap);
}

static __pure bool imap_needs_alloc(const struct xfs_inode *ip, const struct iomap *iomap)
{
	return iomap->type != EXTENT_WRITTEN && iomap->type != new_extent_state(ip);
}

/* What is behind a page, and whether its block is its own. Caller holds ILOCK. */
static __atomic_step void xfs_bmapi_read(const struct xfs_inode *ip, int page, struct iomap *iomap)
{
	iomap->type = ip->i_df[page].br_state;
	iomap->addr = ip->i_df[page].br_startblock;
	iomap->fresh = false;
	iomap->cow = false;
	if (iomap->type == EXTENT_SHARED && blocks[iomap->addr].b_refcount == 1)
		iomap->type = EXTENT_WRITTEN;
}

/* What is behind a page; with write, a block is that may be written to. */
static int xfs_direct_write_iomap_begin(struct inode *inode, int page, bool write, struct iomap *iomap)
{
	struct xfs_inode *ip = XFS_I(inode);
	int err;

	if (m_shutdown)
		return -EIO;
	down_read(&ip->i_lock);
	err = fault("xfs_iread_extents", -EIO, FAULT_IO);
	if (err) {
		up_read(&ip->i_lock);
		return err;
	}
	xfs_bmapi_read(ip, page, iomap);
	up_read(&ip->i_lock);

	if (!write || !imap_needs_alloc(ip, iomap))
		return 0;
	if (iomap->type == EXTENT_SHARED)
		return xfs_iomap_write_shared(inode, page, iomap);
	/* v8 of MAP_DIRECT: under mmap_lock nobody can wait for a lease */
	err = seal_break_layout(inode, false);
	if (err)
		return err;
	return xfs_iomap_write_direct(inode, page, iomap);
}
