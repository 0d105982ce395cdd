/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A driver with .mmap calls .mmap_prepare of another: there is a VMA already,
 * which is part of nothing yet.
 *
 * Models compat_set_desc_from_vma() and compat_set_vma_from_desc() of mm/util.c,
 * Linux 6.16 to 7.3. Each generation defines compat_vma_mmap().
 */
#include <mmapck/kernel.h>

static __atomic_step void compat_set_desc_from_vma(struct vm_area_desc *desc, struct file *file,
						   const struct vm_area_struct *vma)
{
	desc->mm = vma->vm_mm;
	desc->file = file;
	desc->start = vma->vm_start;
	desc->end = vma->vm_end;
	desc->pgoff = vma->vm_pgoff;
	desc->vm_file = vma->vm_file;
	desc->vm_flags = vma->vm_flags;
	desc->page_prot = vma->vm_page_prot;
}

static void compat_set_vma_from_desc(struct vm_area_struct *vma, const struct vm_area_desc *desc)
{
	vma->vm_pgoff = desc->pgoff;
	if (vma->vm_file != desc->vm_file)
		vma_set_file(vma, desc->vm_file);
	vma->vm_flags = desc->vm_flags;
	vma->vm_page_prot = desc->page_prot;
	vma->vm_ops = desc->vm_ops;
	vma->vm_private_data = desc->private_data;
}
