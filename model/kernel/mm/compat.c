/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A driver with .mmap calls .mmap_prepare of another: there is a VMA already,
 * which is part of nothing yet.
 *
 * Models compat_set_desc_from_vma(), compat_set_vma_from_desc() and
 * vma_set_file() of mm/util.c, Linux 6.16 to 7.3. Each generation defines
 * compat_vma_mmap().
 */
#include <mmapck/kernel.h>

/* Another file for a VMA that is not linked; takes a reference of its own. */
static void vma_set_file(struct vm_area_struct *vma, struct file *file)
{
	struct file *old = vma->vm_file;

	get_file(file, REF_VMA);
	vma->vm_file = file;
	fput(old, REF_VMA);
}

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
}

static void compat_set_vma_from_desc(struct vm_area_struct *vma, const struct vm_area_desc *desc)
{
	vma->vm_pgoff = desc->pgoff;
	if (vma->vm_file != desc->vm_file)
		vma_set_file(vma, desc->vm_file);
	vma->vm_flags = desc->vm_flags;
	vma->vm_ops = desc->vm_ops;
	vma->vm_private_data = desc->private_data;
}
