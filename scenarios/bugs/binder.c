/* SPDX-License-Identifier: Apache-2.0 */
/*
 * binder: a transaction writes to the receiver's mapping, under its mmap lock for
 * reading. Models binder_alloc_new_buf() of drivers/android/binder_alloc.c.
 *
 *	binder_transaction_065	through the VMA that mmap remembered (before
 *				d1d8875c8c13)
 *	binder_transaction	through the VMA that is at the address now
 */
#include <mmapck/driver.h>

static struct vm_area_struct *binder_vma;

static void binder_vma_close(struct vm_area_struct *vma)
{
	(void)vma;
	binder_vma = NULL;
}

static const struct vm_operations_struct binder_vm_ops = {
	.close = binder_vma_close,
	.fault = generic_file_fault,
};

static int binder_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma->vm_flags |= VM_DONTEXPAND;
	vma->vm_ops = &binder_vm_ops;
	binder_vma = vma;
	return 0;
}

DRIVER(binder, .mmap = binder_mmap);

static void binder_write_buffer(const struct vm_area_struct *vma)
{
	check(vma_pages(vma) != 0, "binder-buffer-empty", "the mapping has a page to write to");
}

__syscall static long binder_transaction_065(void)
{
	struct mm_struct *mm = current_mm;
	struct vm_area_struct *vma;

	down_read(&mm->mmap_lock);
	vma = binder_vma;
	if (vma)
		binder_write_buffer(vma);
	up_read(&mm->mmap_lock);
	return 0;
}

__syscall static long binder_transaction(void)
{
	struct mm_struct *mm = current_mm;
	struct vm_area_struct *vma;

	down_read(&mm->mmap_lock);
	vma = find_vma(mm, 0);
	if (vma)
		binder_write_buffer(vma);
	up_read(&mm->mmap_lock);
	return 0;
}
