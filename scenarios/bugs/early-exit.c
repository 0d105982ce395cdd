/* SPDX-License-Identifier: Apache-2.0 */
/*
 * System calls with an early exit that the common one does not fit.
 *
 *	vm_brk_015	a length that overflows is refused with the lock held (brk
 *			helper of the ELF loader, before e0f81ab1e4f4)
 *	vm_brk		refused first
 *	svm_052		one branch takes the lock for writing, the exit releases it as
 *			for reading (amdkfd, before 7574f30337e1)
 *	svm		downgraded where the branches meet
 *	setattr_051	an error jumps past the release of the second lock (ext4, before
 *			7e91ae31e2d2)
 *	setattr		to the label that releases both
 */
#include <mmapck/driver.h>

__syscall static long vm_brk_015(long len)
{
	int err = down_write_killable(&current_mm->mmap_lock);

	if (err)
		return err;
	if (len < 0)
		return -ENOMEM;
	up_write(&current_mm->mmap_lock);
	return 0;
}

__syscall static long vm_brk(long len)
{
	int err;

	if (len < 0)
		return -ENOMEM;
	err = down_write_killable(&current_mm->mmap_lock);
	if (err)
		return err;
	up_write(&current_mm->mmap_lock);
	return 0;
}

__syscall static long svm_052(long draining)
{
	if (draining)
		down_write(&current_mm->mmap_lock);
	else
		down_read(&current_mm->mmap_lock);
	up_read(&current_mm->mmap_lock);
	return 0;
}

__syscall static long svm(long draining)
{
	if (draining) {
		down_write(&current_mm->mmap_lock);
		downgrade_write(&current_mm->mmap_lock);
	} else {
		down_read(&current_mm->mmap_lock);
	}
	up_read(&current_mm->mmap_lock);
	return 0;
}

__syscall static long setattr_051(int fd)
{
	struct inode *inode = file_inode(&files[fd]);
	int err;

	down_write(&inode->i_rwsem);
	down_write(&inode->i_data.invalidate_lock);
	err = fault("ext4_inode_attach_jinode", -ENOMEM, FAULT_ALLOC_THEORETICAL);
	if (err)
		goto out;
	up_write(&inode->i_data.invalidate_lock);
out:
	up_write(&inode->i_rwsem);
	return err;
}

__syscall static long setattr(int fd)
{
	struct inode *inode = file_inode(&files[fd]);
	int err;

	down_write(&inode->i_rwsem);
	down_write(&inode->i_data.invalidate_lock);
	err = fault("ext4_inode_attach_jinode", -ENOMEM, FAULT_ALLOC_THEORETICAL);
	up_write(&inode->i_data.invalidate_lock);
	up_write(&inode->i_rwsem);
	return err;
}
