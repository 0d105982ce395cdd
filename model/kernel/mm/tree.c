/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tree of VMAs: looking up, storing, preallocating.
 *
 * Models lib/maple_tree.c and the vma_iter_*() wrappers of mm/vma.h. A slot for
 * each page stands for the ranges of the maple tree: storing a VMA over a range
 * overwrites whatever the range held, as mas_store_prealloc() does.
 */
#include <mmapck/kernel.h>

/* Nodes that a task preallocated: to be used by a store or freed. */
static struct obligation maple_nodes[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

/* The first VMA that ends after addr, or NULL. */
static __pure struct vm_area_struct *find_vma(const struct mm_struct *mm, int addr)
{
	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (i >= addr && mm->mm_mt[i])
			return mm->mm_mt[i];
	return NULL;
}

/* The first VMA with a page in start..end-1, or NULL. */
static __pure struct vm_area_struct *find_vma_intersection(const struct mm_struct *mm, int start, int end)
{
	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (i >= start && i < end && mm->mm_mt[i])
			return mm->mm_mt[i];
	return NULL;
}

/* The VMA that ends at addr, or NULL. */
static __pure struct vm_area_struct *vma_before(const struct mm_struct *mm, int addr)
{
	return addr > 0 ? mm->mm_mt[addr - 1] : NULL;
}

/* The last VMA before addr, which need not end there, or NULL. */
static __pure struct vm_area_struct *vma_prev(const struct mm_struct *mm, int addr)
{
	struct vm_area_struct *vma = NULL;

	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (i < addr && mm->mm_mt[i])
			vma = mm->mm_mt[i];
	return vma;
}

/* The VMA that starts at addr, or NULL. */
static __pure struct vm_area_struct *vma_after(const struct mm_struct *mm, int addr)
{
	return addr < MMAPCK_NR_PAGES ? mm->mm_mt[addr] : NULL;
}

/* The lowest free range of len pages, or -ENOMEM. */
static __pure long vm_unmapped_area(const struct mm_struct *mm, int len)
{
	int run = 0;

	for (int i = 0; i < MMAPCK_NR_PAGES; i++) {
		run = mm->mm_mt[i] ? 0 : run + 1;
		if (run == len)
			return i + 1 - len;
	}
	return -ENOMEM;
}

static __pure bool vma_iter_has_nodes(void)
{
	return maple_nodes[__mmapck_task()].owed != 0;
}

static void vma_iter_free(void)
{
	settle(&maple_nodes[__mmapck_task()]);
}

/* Nodes for one store. What an iterator has already serves again; it is freed
 * where more cannot be had. */
static __atomic_step int vma_iter_prealloc(void)
{
	int err = fault("vma_iter_prealloc", -ENOMEM, FAULT_ALLOC_THEORETICAL);

	might_sleep();
	if (err && vma_iter_has_nodes())
		vma_iter_free();
	if (err)
		return err;
	if (!vma_iter_has_nodes())
		owe(&maple_nodes[__mmapck_task()]);
	return 0;
}

/* A node with __GFP_NOFAIL. */
static void mas_node_nofail(void)
{
}

/* The nodes of vma_iter_prealloc(), with __GFP_NOFAIL. */
static __atomic_step void vma_iter_prealloc_nofail(void)
{
	mas_node_nofail();
	owe(&maple_nodes[__mmapck_task()]);
}

static __atomic_step void __vma_iter_store(struct mm_struct *mm, struct vm_area_struct *vma)
{
	for (int i = vma->vm_start; i < vma->vm_end; i++)
		mm->mm_mt[i] = vma;
}

/* Stores what vma covers; cannot fail. Uses the nodes that were preallocated. */
static __atomic_step void vma_iter_store_overwrite(struct mm_struct *mm, struct vm_area_struct *vma)
{
	check(!vma->detached, "stored-while-detached", "a VMA is attached when it is stored");
	__vma_iter_store(mm, vma);
	settle(&maple_nodes[__mmapck_task()]);
}

/* Whether clearing start..end-1 takes a node: not if it empties the slot of one
 * VMA between two others. */
static __pure bool clear_needs_node(const struct mm_struct *mm, int start, int end)
{
	return !vma_before(mm, start) || !vma_after(mm, end) ||
	       mm->mm_mt[start] != mm->mm_mt[end - 1];
}

static __atomic_step void __vma_iter_clear(struct mm_struct *mm, int start, int end)
{
	for (int i = start; i < end; i++)
		mm->mm_mt[i] = NULL;
}

/* Clears a range; __GFP_NOFAIL. */
static __atomic_step void vma_iter_clear(struct mm_struct *mm, int start, int end)
{
	if (clear_needs_node(mm, start, end))
		mas_node_nofail();
	__vma_iter_clear(mm, start, end);
}

/* Clears a range, which has a VMA; 0 or -ENOMEM. */
static __atomic_step int vma_iter_clear_gfp(struct mm_struct *mm, int start, int end)
{
	int err = 0;

	if (clear_needs_node(mm, start, end))
		err = fault("mas_store_gfp", -ENOMEM, FAULT_ALLOC_THEORETICAL);
	if (!err)
		__vma_iter_clear(mm, start, end);
	return err;
}
