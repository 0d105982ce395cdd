/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kcov as it is: .mmap checks under a spinlock and inserts page by page; what a
 * failure leaves is for the core to take down. Models kcov_mmap() of
 * kernel/kcov.c, Linux 6.11 to 7.3; kcov.c is what was proposed.
 */
#include <mmapck/driver.h>

static spinlock_t kcov_mmap_lock;

static int kcov_mmap(struct file *file, struct vm_area_struct *vma)
{
	int size = file_inode(file)->i_size;
	int err = 0;

	spin_lock(&kcov_mmap_lock);
	if (!size || vma->vm_pgoff != 0 || vma_pages(vma) != size)
		err = -EINVAL;
	spin_unlock(&kcov_mmap_lock);
	if (err)
		return err;
	vma->vm_flags |= VM_DONTEXPAND;	/* the first page inserted sets VM_MIXEDMAP */
	for (int i = 0; i < size; i++) {
		err = vm_insert_page(vma, vma->vm_start + i, i + 1);
		if (err)
			return err;
	}
	return 0;
}

DRIVER(kcov_mmap, .mmap = kcov_mmap);
