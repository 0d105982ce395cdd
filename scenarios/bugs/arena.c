/* SPDX-License-Identifier: Apache-2.0 */
/*
 * arena: memory of a BPF program whose pages the program frees: the driver zaps
 * them through the VMA that it remembers. Models arena_map_mmap() of
 * kernel/bpf/arena.c.
 *
 *	arena_073	a copy made by fork is counted, and the list still names the
 *			parent's VMA (before 4fddde2a732d)
 *	arena		not copied
 */
#include <mmapck/driver.h>

static struct vm_area_struct *arena_vma;
static struct account arena_mmaps;

static void arena_vm_open(struct vm_area_struct *vma)
{
	(void)vma;
	charge(&arena_mmaps, 1);
}

static void arena_vm_close(struct vm_area_struct *vma)
{
	(void)vma;
	uncharge(&arena_mmaps, 1);
	if (!arena_mmaps.charged)
		arena_vma = NULL;
}

static int arena_may_split(struct vm_area_struct *vma, int addr)
{
	(void)vma;
	(void)addr;
	return -EINVAL;
}

static const struct vm_operations_struct arena_vm_ops = {
	.open = arena_vm_open,
	.close = arena_vm_close,
	.may_split = arena_may_split,
	.fault = generic_file_fault,
};

static int arena_073_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma->vm_flags |= VM_DONTEXPAND;
	vma->vm_ops = &arena_vm_ops;
	arena_vma = vma;
	arena_vm_open(vma);
	return 0;
}

DRIVER(arena_073, .mmap = arena_073_mmap);

static int arena_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = arena_073_mmap(file, vma);

	vma->vm_flags |= VM_DONTCOPY;
	return err;
}

DRIVER(arena, .mmap = arena_mmap);

/* The program frees its pages. */
__syscall static long arena_free_pages(void)
{
	if (arena_vma)
		zap_page_range(arena_vma->vm_mm, arena_vma->vm_start, arena_vma->vm_end);
	return 0;
}
