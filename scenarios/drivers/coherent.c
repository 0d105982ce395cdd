/* SPDX-License-Identifier: Apache-2.0 */
/*
 * coherent: a buffer that is mapped in full or not at all: a mapping cannot be
 * split. Models .may_split of hugetlbfs (mm/hugetlb.c) and device DAX
 * (drivers/dax/device.c).
 */
#include <mmapck/driver.h>

static int coherent_may_split(struct vm_area_struct *vma, int addr)
{
	(void)vma;
	(void)addr;
	return -EINVAL;
}

static const struct vm_operations_struct coherent_vm_ops = {
	.may_split = coherent_may_split,
	.fault = generic_file_fault,
};

#ifdef MMAPCK_NO_MMAP_PREPARE
static int coherent_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma->vm_ops = &coherent_vm_ops;
	vma->vm_flags |= VM_DONTEXPAND;
	return 0;
}

DRIVER(coherent, .mmap = coherent_mmap);
#else
static int coherent_mmap_prepare(struct vm_area_desc *desc)
{
	desc->vm_ops = &coherent_vm_ops;
	desc->vm_flags |= VM_DONTEXPAND;
	return 0;
}

DRIVER(coherent, .mmap_prepare = coherent_mmap_prepare);
#endif
