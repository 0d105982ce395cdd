/* SPDX-License-Identifier: Apache-2.0 */
/*
 * secretmem: memory that not even the kernel maps, locked. Models
 * secretmem_mmap() and secretmem_mmap_prepare() of mm/secretmem.c, Linux 6.12 and
 * 6.16. A private mapping is refused.
 */
#include <mmapck/driver.h>

static const struct vm_operations_struct secretmem_vm_ops = {
	.fault = generic_file_fault,
};

static __pure int secretmem_check(const struct mm_struct *mm, unsigned vm_flags, int pages)
{
	if (!(vm_flags & (VM_SHARED | VM_MAYSHARE)))
		return -EINVAL;
	return mm->locked_vm + pages > MMAPCK_RLIMIT_MEMLOCK ? -EAGAIN : 0;
}

#ifdef MMAPCK_NO_MMAP_PREPARE
static int secretmem_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = secretmem_check(vma->vm_mm, vma->vm_flags, vma_pages(vma));

	(void)file;
	if (err)
		return err;
	vma->vm_flags |= VM_LOCKED | VM_DONTDUMP;
	vma->vm_ops = &secretmem_vm_ops;
	return 0;
}

DRIVER(secretmem, .mmap = secretmem_mmap);
#else
static int secretmem_mmap_prepare(struct vm_area_desc *desc)
{
	int err = secretmem_check(desc->mm, desc->vm_flags, vma_desc_pages(desc));

	if (err)
		return err;
	desc->vm_flags |= VM_LOCKED | VM_DONTDUMP;
	desc->vm_ops = &secretmem_vm_ops;
	return 0;
}

DRIVER(secretmem, .mmap_prepare = secretmem_mmap_prepare);
#endif
