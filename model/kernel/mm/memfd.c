/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seals of a file of shared memory.
 *
 * Models memfd_add_seals() and memfd_check_seals_mmap() of mm/memfd.c, Linux 6.13
 * to 7.3; before, shmem's own hook made the check.
 */
#include <mmapck/kernel.h>

/* What F_SEAL_EXEC means besides, for a file that nobody may execute: no write. */
static __pure unsigned implied_seals(unsigned seals)
{
	return seals & F_SEAL_EXEC ? seals | F_SEAL_WRITE | F_SEAL_FUTURE_WRITE : seals;
}

/* Caller holds i_rwsem. Nothing is sealed against writing while it is mapped for it. */
static int memfd_add_seals(struct inode *inode, unsigned seals)
{
	unsigned check = SEAL_EXEC_IMPLIES_FIRST ? implied_seals(seals) : seals;
	int err = 0;

	if (inode->i_seals & F_SEAL_SEAL)
		return -EPERM;
	if ((check & F_SEAL_WRITE) && !(inode->i_seals & F_SEAL_WRITE))
		err = mapping_deny_writable(&inode->i_data);
	if (!err)
		inode->i_seals |= implied_seals(seals);
	return err;
}

static long do_add_seals(int fd, unsigned seals)
{
	struct file *file = fget(fd);
	int err;

	if (!file)
		return -EBADF;
	down_write(&file_inode(file)->i_rwsem);
	err = memfd_add_seals(file_inode(file), seals);
	up_write(&file_inode(file)->i_rwsem);
	fput(file, REF_SYSCALL);
	return err;
}

__syscall static long add_seals(int fd, unsigned seals)
{
	return do_add_seals(fd, seals);
}

__syscall static long seal_write(int fd)
{
	return do_add_seals(fd, F_SEAL_WRITE);
}

/* -EPERM for a shared writable mapping of what is sealed against writing. */
static __pure int memfd_check_seals_mmap(const struct file *file, unsigned vm_flags)
{
	return (file_inode(file)->i_seals & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE)) &&
	       (vm_flags & VM_SHARED) && (vm_flags & VM_WRITE) ? -EPERM : 0;
}

/* A shared mapping that is only read stays that way. */
static __pure unsigned memfd_sealed_flags(const struct file *file, unsigned vm_flags)
{
	return (file_inode(file)->i_seals & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE)) && (vm_flags & VM_SHARED) ?
	       vm_flags & ~VM_MAYWRITE : vm_flags;
}
