/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new range becomes part of its neighbours.
 *
 * Models vma_merge_new_range() of mm/vma.c, Linux 6.12 to 7.3. vm_ops and
 * vm_private_data are not compared; a VMA whose driver has close() may grow but
 * is never removed. No hook runs, and the range gets no file reference.
 */
#include <mmapck/kernel.h>

/* A range that wants to be mapped, between its neighbours. */
struct vma_merge_struct {
	struct mm_struct *mm;
	struct vm_area_struct *prev;		/* ends at start or before, or NULL */
	struct vm_area_struct *next;		/* starts at end, or NULL */
	u8 start range(0, MMAPCK_NR_PAGES);
	u8 end range(0, MMAPCK_NR_PAGES);
	u8 pgoff range(0, MAX_PGOFF);
	unsigned vm_flags : VM_FLAGS_BITS;
	struct file *file;
};

static __pure bool is_mergeable_vma(const struct vma_merge_struct *vmg, const struct vm_area_struct *vma)
{
	return vma->vm_file == vmg->file && vma->vm_flags == vmg->vm_flags;
}

static __pure bool can_vma_merge_left(const struct vma_merge_struct *vmg)
{
	return vmg->prev && vmg->prev->vm_end == vmg->start &&
	       is_mergeable_vma(vmg, vmg->prev) &&
	       vmg->prev->vm_pgoff + vma_pages(vmg->prev) == vmg->pgoff;
}

static __pure bool can_vma_merge_right(const struct vma_merge_struct *vmg)
{
	return vmg->next && vmg->next->vm_start == vmg->end &&
	       is_mergeable_vma(vmg, vmg->next) &&
	       vmg->pgoff + vmg->end - vmg->start == vmg->next->vm_pgoff &&
	       (!can_vma_merge_left(vmg) || is_mergeable_anon_vma(vmg->prev, vmg->next));
}

/* The VMA that is removed by a merge on both sides. */
static __pure bool can_merge_remove_vma(const struct vm_area_struct *vma)
{
	return !vma_has_close(vma);
}

/* next is part of the VMA before it now: takes it down without its driver. */
static void commit_merge_remove(struct vm_area_struct *next)
{
	struct mm_struct *mm = next->vm_mm;

	if (next->vm_file)
		__remove_shared_vm_struct(next, next->vm_file->f_mapping);
	next->detached = true;
	mm->map_count--;
}

/*
 * The VMA that the range is part of now, or NULL: no merge, and nothing has
 * happened. Running out of memory is no error but no merge.
 */
static struct vm_area_struct *vma_merge_new_range(struct vma_merge_struct *vmg)
{
	bool merge_left = can_vma_merge_left(vmg);
	bool merge_right = can_vma_merge_right(vmg);
	bool remove_next = false;
	bool anon_dup = false;
	struct vm_area_struct *vma;

	if ((vmg->vm_flags & VM_SPECIAL) || (!merge_left && !merge_right))
		return NULL;
	if (merge_left && merge_right && can_merge_remove_vma(vmg->next))
		remove_next = true;

	if (remove_next && !vmg->prev->anon_vma && vmg->next->anon_vma) {
		/* dup_anon_vma() */
		if (anon_vma_clone(vmg->prev, vmg->next))
			return NULL;
		anon_dup = true;
	}
	if (vma_iter_prealloc()) {
		if (anon_dup)
			vmg->prev->anon_vma = 0;
		return NULL;
	}

	vma = merge_left ? vmg->prev : vmg->next;
	if (vma->vm_file)
		i_mmap_lock_write(vma->vm_file->f_mapping);
	if (merge_left) {
		vma->vm_end = remove_next ? vmg->next->vm_end : vmg->end;
	} else {
		vma->vm_start = vmg->start;
		vma->vm_pgoff = vmg->pgoff;
	}
	if (remove_next)
		commit_merge_remove(vmg->next);
	vma_iter_store(vma->vm_mm, vma);
	if (vma->vm_file)
		i_mmap_unlock_write(vma->vm_file->f_mapping);

	if (remove_next) {
		if (vmg->next->vm_file)
			fput(vmg->next->vm_file, REF_VMA);
		vm_area_free(vmg->next);
	}
	return vma;
}
