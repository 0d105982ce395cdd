/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Other pages of the same file for a part of a shared mapping: an old system call
 * that has become a mmap() of its own.
 *
 * Models remap_file_pages() of mm/mmap.c, Linux 6.13 to 7.3: the security module
 * is asked between two looks at the VMA.
 */
#include <mmapck/kernel.h>

static __pure unsigned vma_prot(const struct vm_area_struct *vma)
{
	return (vma->vm_flags & VM_READ ? PROT_READ : 0) | (vma->vm_flags & VM_WRITE ? PROT_WRITE : 0) |
	       (vma->vm_flags & VM_EXEC ? PROT_EXEC : 0);
}

/* The shared VMA that covers the range, or NULL. */
static __pure struct vm_area_struct *remap_file_pages_vma(const struct mm_struct *mm, long start, long size)
{
	struct vm_area_struct *vma = mm->mm_mt[start];

	return vma && (vma->vm_flags & VM_SHARED) && start + size <= vma->vm_end ? vma : NULL;
}

/* Caller holds the mmap lock for writing, and a reference to the file. */
static long do_remap_file_pages(struct mm_struct *mm, struct file *file, unsigned vm_flags, long start, long size,
				long pgoff)
{
	struct vm_area_struct *vma = remap_file_pages_vma(mm, start, size);

	if (!vma || vma->vm_file != file || vma->vm_flags != vm_flags)
		return -EINVAL;
	return do_mmap(file, start, size, vma_prot(vma), MAP_SHARED | MAP_FIXED | MAP_POPULATE, pgoff);
}

__syscall static long remap_file_pages(long start, long size, long pgoff)
{
	struct mm_struct *mm = current_mm;
	struct vm_area_struct *vma;
	struct file *file;
	unsigned vm_flags;
	long ret;

	if (munmap_args(start, size))
		return -EINVAL;
	ret = down_read_killable(&mm->mmap_lock);
	if (ret)
		return ret;
	vma = remap_file_pages_vma(mm, start, size);
	if (!vma || !vma->vm_file) {
		up_read(&mm->mmap_lock);
		return -EINVAL;
	}
	file = vma->vm_file;
	vm_flags = vma->vm_flags;
	get_file(file, REF_SYSCALL);
	up_read(&mm->mmap_lock);

	if (REMAP_FILE_PAGES_ASKS) {
		ret = security_mmap_file();
		if (ret)
			goto out;
	}
	ret = down_write_killable(&mm->mmap_lock);
	if (ret)
		goto out;
	witness_mmap_begin(mm, REMAP_FILE_PAGES_ASKS);
	ret = do_remap_file_pages(mm, file, vm_flags, start, size, pgoff);
	witness_mmap_end(mm, ret);
	userfaultfd_unmap_complete(mm, ret);
	up_write(&mm->mmap_lock);
	ret = ret < 0 ? ret : 0;
out:
	fput(file, REF_SYSCALL);
	return ret;
}
