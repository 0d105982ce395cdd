/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kcov: the area that coverage is written to. Checked under a spinlock in
 * prepare; the pages are inserted one by one in complete, and what a failure
 * leaves is for the core to take down.
 * Models kernel/kcov.c as of "expand mmap_prepare functionality, port more users",
 * v1, September 2025.
 */
#include <mmapck/driver.h>

static spinlock_t kcov_lock;

static int kcov_mmap_prepare(struct vm_area_desc *desc)
{
	int size = file_inode(desc->file)->i_size;
	int err = 0;

	spin_lock(&kcov_lock);
	if (!size || desc->pgoff != 0 || vma_desc_pages(desc) != size)
		err = -EINVAL;
	spin_unlock(&kcov_lock);
	if (err)
		return err;
	/* the VMA is published by the time that pages are inserted */
	desc->vm_flags |= VM_DONTEXPAND | VM_MIXEDMAP;
	desc->mmap_context = size;
	return 0;
}

static int kcov_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	int err;

	(void)file;
	for (int i = 0; i < context; i++) {
		err = vm_insert_page(vma, vma->vm_start + i, i + 1);
		if (err)
			return err;
	}
	return 0;
}

DRIVER(kcov, .mmap_prepare = kcov_mmap_prepare, .mmap_complete = kcov_mmap_complete);
