/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A system call that drops the mmap lock to work on the file of a mapping.
 * Models madvise_remove() of mm/madvise.c.
 *
 *	madvise_remove_113	without a reference of its own (before 9ab4233dd080)
 *	madvise_remove		with one
 */
#include <mmapck/driver.h>

DRIVER(removable, .mmap = generic_file_mmap);

static void vfs_fallocate(struct file *file)
{
	check(!file->f_released, "file-used-after-release", "a file that is worked on is held");
}

static struct file *madvise_file(struct mm_struct *mm)
{
	struct vm_area_struct *vma = find_vma(mm, 0);

	return vma ? vma->vm_file : NULL;
}

__syscall static long madvise_remove_113(void)
{
	struct mm_struct *mm = current_mm;
	struct file *file;

	down_read(&mm->mmap_lock);
	file = madvise_file(mm);
	up_read(&mm->mmap_lock);
	if (!file)
		return -ENOMEM;
	vfs_fallocate(file);
	return 0;
}

__syscall static long madvise_remove(void)
{
	struct mm_struct *mm = current_mm;
	struct file *file;

	down_read(&mm->mmap_lock);
	file = madvise_file(mm);
	if (file)
		get_file(file, REF_SYSCALL);
	up_read(&mm->mmap_lock);
	if (!file)
		return -ENOMEM;
	vfs_fallocate(file);
	fput(file, REF_SYSCALL);
	return 0;
}
