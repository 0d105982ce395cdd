/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A range of a VMA that changes its flags becomes part of its neighbours.
 *
 * Models vma_merge_existing_range() and vma_modify() of mm/vma.c, Linux 6.12 to
 * 7.3. The middle VMA is the one that changes; it is shortened, or removed if
 * the range is all of it and its driver has no close(). Here, other than with a
 * new range, running out of memory is an error.
 */
#include <mmapck/kernel.h>

/* The part start..end-1 of vma gets new flags. */
static __atomic_step void init_vma_modify(struct vma_merge_struct *vmg, struct vm_area_struct *vma,
					  int start, int end, unsigned vm_flags)
{
	init_vma_merge(vmg, vma->vm_mm, start, end, vma->vm_pgoff + start - vma->vm_start, vm_flags, vma->vm_file);
	vmg->middle = vma;
	vmg->vm_userfaultfd = vma->vm_userfaultfd;
	/* only a range at the edge of its VMA has neighbours */
	if (start > vma->vm_start)
		vmg->prev = NULL;
	if (end < vma->vm_end)
		vmg->next = NULL;
}

/* What comes of a merge: target takes the range, and what is removed besides. */
struct vma_merge_plan {
	struct vm_area_struct *target;	/* NULL: no merge */
	bool remove_middle;
	bool remove_next;
};

static __atomic_step void plan_merge_existing(const struct vma_merge_struct *vmg, struct vma_merge_plan *plan)
{
	bool merge_left = can_vma_merge_left(vmg);
	bool merge_right = can_vma_merge_right(vmg);

	plan->target = NULL;
	plan->remove_next = false;
	plan->remove_middle = vmg->start == vmg->middle->vm_start && vmg->end == vmg->middle->vm_end;
	if ((vmg->vm_flags & VM_SPECIAL) || (!merge_left && !merge_right))
		return;
	if (plan->remove_middle && !can_merge_remove_vma(vmg->middle))
		return;
	plan->target = merge_left ? vmg->prev : vmg->next;
	plan->remove_next = merge_left && merge_right && can_merge_remove_vma(vmg->next);
}

/* The ranges of target and middle. */
static __atomic_step void set_merged_ranges(const struct vma_merge_struct *vmg, const struct vma_merge_plan *plan)
{
	struct vm_area_struct *target = plan->target;
	struct vm_area_struct *middle = vmg->middle;

	if (target == vmg->prev) {
		target->vm_end = plan->remove_next ? vmg->next->vm_end : vmg->end;
		if (!plan->remove_middle) {
			middle->vm_pgoff += vmg->end - middle->vm_start;
			middle->vm_start = vmg->end;
		}
	} else {
		target->vm_pgoff = vmg->pgoff;
		target->vm_start = vmg->start;
		if (!plan->remove_middle)
			middle->vm_end = vmg->start;
	}
}

/* Ranges, tree and the file's mappings. */
static __atomic_step void merge_existing(const struct vma_merge_struct *vmg, const struct vma_merge_plan *plan)
{
	struct vm_area_struct *target = plan->target;

	mmap_assert_write_locked(vmg->mm);
	if (vmg->file) {
		vma_interval_tree_remove(target);
		if (!plan->remove_middle)
			vma_interval_tree_remove(vmg->middle);
	}
	set_merged_ranges(vmg, plan);
	vma_iter_store_grown(vmg->mm, target);
	if (!vmg->file)
		return;
	vma_interval_tree_insert(target);
	if (plan->remove_middle)
		__remove_shared_vm_struct(vmg->middle, vmg->file->f_mapping);
	else
		vma_interval_tree_insert(vmg->middle);
	if (plan->remove_next)
		__remove_shared_vm_struct(vmg->next, vmg->file->f_mapping);
}

static int commit_merge_existing(const struct vma_merge_struct *vmg, const struct vma_merge_plan *plan)
{
	int err = vma_iter_prealloc();

	if (err)
		return err;
	if (vmg->file)
		i_mmap_lock_write(vmg->file->f_mapping);
	merge_existing(vmg, plan);
	if (vmg->file)
		i_mmap_unlock_write(vmg->file->f_mapping);
	if (plan->remove_middle)
		commit_merge_remove(vmg->middle);
	if (plan->remove_next)
		commit_merge_remove(vmg->next);
	return 0;
}

/* The VMA that the range is part of now, or NULL: no merge, and vmg->err says
 * whether it could have been. */
static struct vm_area_struct *vma_merge_existing_range(struct vma_merge_struct *vmg)
{
	struct vma_merge_plan plan;
	struct vm_area_struct *source = vmg->middle;
	bool anon_dup;

	plan_merge_existing(vmg, &plan);
	if (!plan.target)
		return NULL;
	vma_start_write(vmg->middle);
	vma_start_write(plan.target);
	if (plan.remove_next) {
		vma_start_write(vmg->next);
		if (vmg->next->anon_vma)
			source = vmg->next;
	}
	anon_dup = !plan.target->anon_vma && source->anon_vma;
	vmg->err = dup_anon_vma(plan.target, source);
	if (vmg->err)
		return NULL;
	vmg->err = commit_merge_existing(vmg, &plan);
	if (vmg->err && anon_dup)
		unlink_anon_vmas(plan.target);
	return vmg->err ? NULL : plan.target;
}

/* split_vma(): unlike a munmap(), it may not go beyond the limit by one. */
static int split_vma(struct vm_area_struct *vma, int addr, bool new_below)
{
	if (vma->vm_mm->map_count >= MMAPCK_MAX_MAP_COUNT)
		return -ENOMEM;
	return __split_vma(vma, addr, new_below);
}

/* The VMA that start..end-1 is part of, merged or cut off of what stays as it
 * was; or NULL, with vmg->err. The first split stays if the second fails. */
static struct vm_area_struct *vma_modify(struct vma_merge_struct *vmg)
{
	struct vm_area_struct *vma = vmg->middle;
	struct vm_area_struct *merged = vma_merge_existing_range(vmg);

	if (merged || vmg->err)
		return merged;
	if (vmg->start > vma->vm_start)
		vmg->err = split_vma(vma, vmg->start, true);
	if (!vmg->err && vmg->end < vma->vm_end)
		vmg->err = split_vma(vma, vmg->end, false);
	return vmg->err ? NULL : vma;
}
