/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bpf_map: a map that can be frozen: nobody writes to it from then on. Models
 * bpf_map_mmap() of kernel/bpf/syscall.c.
 *
 *	bpf_map_083	counts mappings that may write now (before 1f6cb19be2e2)
 *	bpf_map		a mapping that may not write never will
 */
#include <mmapck/driver.h>

static bool bpf_map_frozen;
static struct account bpf_map_writers;

static void bpf_map_mmap_open(struct vm_area_struct *vma)
{
	if (vma->vm_flags & VM_MAYWRITE)
		charge(&bpf_map_writers, 1);
}

static void bpf_map_mmap_close(struct vm_area_struct *vma)
{
	if (vma->vm_flags & VM_MAYWRITE)
		uncharge(&bpf_map_writers, 1);
}

static const struct vm_operations_struct bpf_map_vm_ops = {
	.open = bpf_map_mmap_open,
	.close = bpf_map_mmap_close,
	.fault = generic_file_fault,
};

static const struct vm_operations_struct bpf_map_083_vm_ops = {
	.fault = generic_file_fault,
};

static int bpf_map_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	if (bpf_map_frozen && (vma->vm_flags & VM_WRITE))
		return -EPERM;
	if (!(vma->vm_flags & VM_WRITE))
		vma->vm_flags &= ~VM_MAYWRITE;
	vma->vm_ops = &bpf_map_vm_ops;
	bpf_map_mmap_open(vma);
	return 0;
}

DRIVER(bpf_map, .mmap = bpf_map_mmap);

static int bpf_map_083_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	if (bpf_map_frozen && (vma->vm_flags & VM_WRITE))
		return -EPERM;
	vma->vm_ops = &bpf_map_083_vm_ops;
	if (vma->vm_flags & VM_WRITE)
		charge(&bpf_map_writers, 1);	/* for good: this one is never closed */
	return 0;
}

DRIVER(bpf_map_083, .mmap = bpf_map_083_mmap);

__syscall static long bpf_map_freeze(void)
{
	if (bpf_map_writers.charged)
		return -EBUSY;
	bpf_map_frozen = true;
	return 0;
}

INVARIANT(bpf_frozen_is_read_only, AT_QUIESCENCE,
	  "nobody can write to a map that is frozen")
{
	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && subject(bpf_map_frozen) && (vma_at(i)->vm_flags & VM_WRITE))
			return false;
	return true;
}
