/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What v7.1, v7.3 and ref share: an action that is checked before anything is
 * made, and vm_ops->mapped for a VMA that is complete.
 *
 * Models mmap_action_prepare() and call_vma_mapped() of mm/util.c, as of Linux
 * 7.2.
 */
#include <mmapck/kernel.h>

static __pure int action_error(const struct vm_area_desc *desc)
{
	const struct mmap_action *action = &desc->action;

	if (action->type == MMAP_NOTHING)
		return 0;
	if (action->start < desc->start || action->start + action->pages > desc->end)
		return -EFAULT;
	if (action_remaps(action) && is_cow_mapping(desc->vm_flags) && action->pages != vma_desc_pages(desc))
		return -EINVAL;
	return 0;
}

static int mmap_action_prepare(struct vm_area_desc *desc)
{
	int err = action_error(desc);

	if (err)
		return err;
	if (action_remaps(&desc->action))
		remap_pfn_range_prepare_action(desc);
	if (desc->action.type == MMAP_MAP_KERNEL_PAGES)
		desc->vm_flags |= VM_MIXEDMAP;
	return 0;
}

static int call_vma_mapped(struct vm_area_struct *vma)
{
	struct vm_private private;
	int locks = locks_held();
	int err;

	if ((MAPPED_LOOKS_FOR_OPS && !vma->vm_ops) || !vma->vm_ops->mapped)
		return 0;
	private.data = vma->vm_private_data;
	err = vma->vm_ops->mapped(vma->vm_start, vma->vm_end, vma->vm_pgoff, vma->vm_file, &private);
	check_locks_kept(locks);
	mmap_assert_write_locked(vma->vm_mm);
	if (err)
		return err;
	vma->vm_private_data = private.data;
	return 0;
}
