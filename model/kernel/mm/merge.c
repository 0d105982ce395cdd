/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new range becomes part of its neighbours.
 *
 * Models vma_merge_new_range(), vma_expand() and commit_merge() of mm/vma.c, Linux 6.12 to 7.3. vm_ops and
 * vm_private_data are not compared; a VMA whose driver has close() may grow but
 * is never removed. No hook runs, and the range gets no file reference.
 * What changes or moves: merge-existing.c.
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
	enum vma_flags vm_flags : VM_FLAGS_BITS;
	struct file *file;
	bool vm_userfaultfd;
	/* what the range is part of, or is copied from; NULL for a new mapping */
	struct vm_area_struct *middle;
	bool just_expand;	/* prev grows, or nothing: brk() */
	bool iter_at_prev;	/* the merge failed and left the iterator at prev */
	int err range(-MAX_ERRNO, 0);	/* why there is no merge: 0, it did not fit */
};

/* A range between what the tree has before and after it. */
static __atomic_step void init_vma_merge(struct vma_merge_struct *vmg, struct mm_struct *mm, int start, int end,
					 int pgoff, unsigned vm_flags, struct file *file)
{
	vmg->mm = mm;
	vmg->prev = vma_before(mm, start);
	vmg->next = vma_after(mm, end);
	vmg->start = start;
	vmg->end = end;
	vmg->pgoff = pgoff;
	vmg->vm_flags = vm_flags;
	vmg->file = file;
	vmg->vm_userfaultfd = false;
	vmg->middle = NULL;
	vmg->just_expand = false;
	vmg->iter_at_prev = false;
	vmg->err = 0;
}

/* Who is to be compatible with the neighbours: nobody has pages in a new range. */
static __pure bool vmg_policy(const struct vma_merge_struct *vmg)
{
	return vmg->middle ? vmg->middle->vm_policy : false;
}

static __pure bool vmg_anon_vma_fits(const struct vma_merge_struct *vmg, const struct vm_area_struct *vma)
{
	return vmg->middle ? is_mergeable_anon_vma(vmg->middle, vma) : true;
}

static __pure bool is_mergeable_vma(const struct vma_merge_struct *vmg, const struct vm_area_struct *vma)
{
	return vma->vm_file == vmg->file && vma->vm_flags == vmg->vm_flags &&
	       vma->vm_policy == vmg_policy(vmg) &&
	       vma->vm_userfaultfd == vmg->vm_userfaultfd && vmg_anon_vma_fits(vmg, vma);
}

static __pure bool can_vma_merge_left(const struct vma_merge_struct *vmg)
{
	return vmg->prev && vmg->prev->vm_end == vmg->start &&
	       is_mergeable_vma(vmg, vmg->prev) &&
	       vmg->prev->vm_pgoff + vma_pages(vmg->prev) == vmg->pgoff;
}

static __pure bool can_vma_merge_right(const struct vma_merge_struct *vmg)
{
	return vmg->next && !vmg->just_expand && vmg->next->vm_start == vmg->end &&
	       is_mergeable_vma(vmg, vmg->next) &&
	       vmg->pgoff + vmg->end - vmg->start == vmg->next->vm_pgoff &&
	       (!can_vma_merge_left(vmg) || is_mergeable_anon_vma(vmg->prev, vmg->next));
}

/* The VMA that is removed by a merge on both sides. */
static __pure bool can_merge_remove_vma(const struct vm_area_struct *vma)
{
	return !vma_has_close(vma);
}

static int dup_anon_vma(struct vm_area_struct *dst, const struct vm_area_struct *src)
{
	return dst->anon_vma ? 0 : anon_vma_clone(dst, src);
}

/* The ranges, in the tree and in the file's mappings. */
static __atomic_step void vma_grow(const struct vma_merge_struct *vmg, struct vm_area_struct *vma, bool remove_next)
{
	int pages = vma_pages(vma);

	mmap_assert_write_locked(vma->vm_mm);
	if (vma->vm_file)
		vma_interval_tree_remove(vma);
	if (vma == vmg->prev) {
		vma->vm_end = remove_next ? vmg->next->vm_end : vmg->end;
	} else {
		vma->vm_start = vmg->start;
		vma->vm_pgoff = vmg->pgoff;
	}
	check(vma_pages(vma) > pages, "merge-shrinks", "a VMA that takes a range in is larger then");
	vma_iter_store_grown(vma->vm_mm, vma);
	if (vma->vm_file)
		vma_interval_tree_insert(vma);
	if (remove_next && vma->vm_file)
		__remove_shared_vm_struct(vmg->next, vma->vm_file->f_mapping);
}

/* next is part of the VMA before it now: it ends without its driver. */
static void commit_merge_remove(struct vm_area_struct *next)
{
	check(!vma_has_close(next), "closed-vma-merged-away", "no merge removes a VMA whose driver has close");
	vma_mark_detached(next);
	if (next->vm_file)
		fput(next->vm_file, REF_VMA);
	if (next->anon_vma)
		unlink_anon_vmas(next);
	next->vm_mm->map_count--;
	vm_area_free(next);
}

static int commit_merge(const struct vma_merge_struct *vmg, struct vm_area_struct *vma, bool remove_next)
{
	int err = vma_iter_prealloc();

	if (err)
		return err;
	if (vma->vm_file)
		i_mmap_lock_write(vma->vm_file->f_mapping);
	vma_grow(vmg, vma, remove_next);
	if (vma->vm_file)
		i_mmap_unlock_write(vma->vm_file->f_mapping);
	if (remove_next)
		commit_merge_remove(vmg->next);
	return 0;
}

/* Grows vma over the range and, with remove_next, over the VMA after it. */
static int vma_expand(struct vma_merge_struct *vmg, struct vm_area_struct *vma, bool remove_next)
{
	bool anon_dup = remove_next && !vma->anon_vma && vmg->next->anon_vma;
	int err = 0;

	vma_start_write(vma);
	if (vmg->middle && vmg->middle != vma && vmg->middle->anon_vma) {
		anon_dup = !vma->anon_vma;
		err = dup_anon_vma(vma, vmg->middle);
	}
	if (err)
		return err;
	if (remove_next) {
		if (VMA_STARTS_ATTACHED)
			vma_start_write(vmg->next);
		err = dup_anon_vma(vma, vmg->next);
		vmg->iter_at_prev = err != 0;
		if (err)
			return err;
		if (!VMA_STARTS_ATTACHED)
			vma_start_write(vmg->next);
	}
	err = commit_merge(vmg, vma, remove_next);
	if (err && anon_dup)
		unlink_anon_vmas(vma);
	if (err)
		return err;
	if (VM_FLAGS_SET_AT_MERGE)
		vma_start_write(vma);
	return 0;
}

/*
 * The VMA that the range is part of now, or NULL: no merge, and nothing has
 * happened. Running out of memory leaves vmg->err, which mmap() does not look at.
 */
static struct vm_area_struct *vma_merge_new_range(struct vma_merge_struct *vmg)
{
	bool merge_left = can_vma_merge_left(vmg);
	bool merge_right = can_vma_merge_right(vmg);
	struct vm_area_struct *vma;
	bool remove_next;

	if ((vmg->vm_flags & VM_SPECIAL) || (!merge_left && !merge_right))
		return NULL;
	vma = merge_left ? vmg->prev : vmg->next;
	remove_next = merge_left && merge_right && can_merge_remove_vma(vmg->next);
	vmg->err = vma_expand(vmg, vma, remove_next);
	return vmg->err ? NULL : vma;
}
