/* SPDX-License-Identifier: Apache-2.0 */
/*
 * IOLOCK and MMAPLOCK, of one inode and of two, and the open files of two.
 *
 * Models xfs_ilock() and xfs_lock_two_inodes() of fs/xfs/xfs_inode.c, Linux 6.12.
 */
#include <mmapck/seal.h>

/* What a system call about two files holds. */
struct file_pair {
	struct file *file;
	struct file *other;
};

/* 0, or -EBADF and neither. */
static int fget_two(struct file_pair *pair, int fd, int other)
{
	pair->file = fget(fd);
	if (!pair->file)
		return -EBADF;
	pair->other = fget(other);
	if (pair->other)
		return 0;
	fput(pair->file, REF_SYSCALL);
	return -EBADF;
}

static void fput_two(struct file_pair *pair)
{
	fput(pair->other, REF_SYSCALL);
	fput(pair->file, REF_SYSCALL);
}

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
