/* SPDX-License-Identifier: Apache-2.0 */
/*
 * IOLOCK and MMAPLOCK, of one inode and of two.
 *
 * Models xfs_ilock() and xfs_lock_two_inodes() of fs/xfs/xfs_inode.c, Linux 6.12.
 */
#include <mmapck/seal.h>

/* For a change of the file's size or extents. */
static void xfs_ilock_excl(struct inode *inode)
{
	down_write(&inode->i_rwsem);
	down_write(&inode->i_data.invalidate_lock);
}

static void xfs_iunlock_excl(struct inode *inode)
{
	up_write(&inode->i_data.invalidate_lock);
	up_write(&inode->i_rwsem);
}

/* Of two inodes, the one with the lower number is locked first. */
static __pure struct inode *first_inode(struct inode *a, struct inode *b)
{
	return a->i_ino < b->i_ino ? a : b;
}

static __pure struct inode *second_inode(struct inode *a, struct inode *b)
{
	return a->i_ino < b->i_ino ? b : a;
}

static void xfs_iolock_two(struct inode *first, struct inode *second)
{
	down_write(&first->i_rwsem);
	down_write(&second->i_rwsem);
}

static void xfs_iounlock_two(struct inode *first, struct inode *second)
{
	up_write(&second->i_rwsem);
	up_write(&first->i_rwsem);
}

static void xfs_mmaplock_two(struct inode *first, struct inode *second)
{
	down_write(&first->i_data.invalidate_lock);
	down_write(&second->i_data.invalidate_lock);
}

static void xfs_mmapunlock_two(struct inode *first, struct inode *second)
{
	up_write(&second->i_data.invalidate_lock);
	up_write(&first->i_data.invalidate_lock);
}

static void xfs_ilock_two(struct inode *first, struct inode *second)
{
	down_write(&XFS_I(first)->i_lock);
	down_write(&XFS_I(second)->i_lock);
}

static void xfs_iunlock_two(struct inode *first, struct inode *second)
{
	up_write(&XFS_I(second)->i_lock);
	up_write(&XFS_I(first)->i_lock);
}
