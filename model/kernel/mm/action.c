/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the core does to populate a mapping that a prepare hook has described.
 *
 * Models the mmap_action_*() helpers of include/linux/mm.h and the prepare and
 * complete halves of remap_pfn_range() and map_kernel_pages() in mm/memory.c and
 * mm/util.c, Linux 7.0 to 7.3.
 */
#include <mmapck/kernel.h>

static void mmap_action_set(struct vm_area_desc *desc, enum mmap_action_type type,
			    int start, int start_pfn, int pages)
{
	desc->action.type = type;
	desc->action.start = start;
	desc->action.pages = pages;
	desc->action.start_pfn = start_pfn;
}

/* Populates pages from start on; for a prepare hook. A range outside of the
 * mapping is the driver's mistake: the kernel warns and goes on. */
static void mmap_action_remap(struct vm_area_desc *desc, int start, int start_pfn, int pages)
{
	mmap_action_set(desc, MMAP_REMAP_PFN, start, start_pfn, pages);
	check(start >= desc->start && start + pages <= desc->end, "warn",
	      "an action populates pages of the mapping alone");
}

/* The whole mapping. */
static void mmap_action_remap_full(struct vm_area_desc *desc, int start_pfn)
{
	mmap_action_remap(desc, desc->start, start_pfn, vma_desc_pages(desc));
}

static void mmap_action_ioremap(struct vm_area_desc *desc, int start, int start_pfn, int pages)
{
	mmap_action_remap(desc, start, start_pfn, pages);
	desc->action.type = MMAP_IO_REMAP_PFN;
}

static void mmap_action_simple_ioremap(struct vm_area_desc *desc, int start_pfn)
{
	mmap_action_set(desc, MMAP_SIMPLE_IO_REMAP, desc->start, start_pfn, vma_desc_pages(desc));
}

static void mmap_action_map_kernel_pages(struct vm_area_desc *desc, int start, int start_pfn, int pages)
{
	mmap_action_set(desc, MMAP_MAP_KERNEL_PAGES, start, start_pfn, pages);
}

static __pure bool action_remaps(const struct mmap_action *action)
{
	return action->type == MMAP_REMAP_PFN || action->type == MMAP_IO_REMAP_PFN ||
	       action->type == MMAP_SIMPLE_IO_REMAP;
}

/* A private mapping notes the page frame in its offset. */
static __atomic_step void remap_pfn_range_prepare_action(struct vm_area_desc *desc)
{
	if (is_cow_mapping(desc->vm_flags))
		desc->pgoff = desc->action.start_pfn;
	remap_pfn_range_prepare(desc);
}

static int mmap_action_run(const struct mmap_action *action, struct vm_area_struct *vma)
{
	if (action_remaps(action))
		return do_remap_pfn_range(vma, action->start, action->start_pfn, action->pages);
	if (action->type == MMAP_MAP_KERNEL_PAGES)
		return insert_pages(vma, action->start, action->start_pfn, action->pages);
	return 0;
}

/* The hooks of v7.0 that end an action. */
static int call_success_hook(const struct mmap_action *action, struct vm_area_struct *vma)
{
	int locks = locks_held();
	int err;

	if (!action->success_hook)
		return 0;
	err = action->success_hook(vma);
	check_locks_kept(locks);
	return err;
}

static int call_error_hook(const struct mmap_action *action, int err)
{
	if (!action->error_hook)
		return err;
	err = action->error_hook(err);
	check(err, "error-hook-returns-0", "an error hook replaces the error by another");
	return err;
}
