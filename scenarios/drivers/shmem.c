/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shmem: a file of tmpfs. One that has no name any more is mapped with other
 * operations, as shared anonymous memory is. Nothing is taken for a mapping.
 * Models shmem_mmap() and shmem_mmap_prepare() of mm/shmem.c, Linux 6.12 and 6.17.
 */
#include <mmapck/driver.h>

#define SHMEM_LINKED 1		/* private data of a file that has a name */

static const struct vm_operations_struct shmem_vm_ops = {
	.fault = generic_file_fault,
};

static int shmem_file_open(struct inode *inode, struct file *file)
{
	(void)inode;
	file->private_data = SHMEM_LINKED;
	return 0;
}

__syscall static long shmem_unlink(int fd)
{
	files[fd].private_data = 0;
	return 0;
}

static __pure const struct vm_operations_struct *shmem_ops(const struct file *file)
{
	return file->private_data == SHMEM_LINKED ? &shmem_vm_ops : &shmem_anon_vm_ops;
}

#ifdef MMAPCK_NO_MMAP_PREPARE
static int shmem_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = shmem_ops(file);
	return 0;
}

DRIVER(shmem, .open = shmem_file_open, .mmap = shmem_mmap);
#else
static int shmem_mmap_prepare(struct vm_area_desc *desc)
{
	desc->vm_ops = shmem_ops(desc->file);
	return 0;
}

DRIVER(shmem, .open = shmem_file_open, .mmap_prepare = shmem_mmap_prepare);
#endif
