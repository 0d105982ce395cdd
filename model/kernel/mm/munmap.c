/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking a range out of an address space: for munmap(), and for what a new
 * mapping with MAP_FIXED overlays.
 *
 * Models vms_gather_munmap_vmas(), free_pgtables(), vms_clean_up_area(), reattach_vmas(),
 * vms_abort_munmap_vmas(), vms_complete_munmap_vmas() and do_vmi_munmap() of
 * mm/vma.c, Linux 6.12 to 7.3.
 */
#include <mmapck/kernel.h>

/* What is known of the VMAs that are to go. */
struct vma_munmap_struct {
	struct mm_struct *mm;
	u8 start range(0, MMAPCK_NR_PAGES);
	u8 end range(0, MMAPCK_NR_PAGES);
	/* The side tree: the VMAs, in order of address. */
	struct vm_area_struct *mas_detach[MMAPCK_NR_VMAS];
	u8 vma_count range(0, MMAPCK_NR_VMAS);
	u8 nr_pages range(0, MMAPCK_NR_PAGES);
	u8 nr_accounted range(0, MMAPCK_NR_PAGES);	/* pages to uncharge */
	bool clear_ptes;	/* still to be done */
	bool unlock;		/* munmap(): complete without the write lock */
	bool uf;		/* userfaultfd is told */
};

/* Side trees that a task built: to be destroyed once. */
static struct obligation side_trees[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

static __atomic_step void init_vma_munmap(struct vma_munmap_struct *vms, struct mm_struct *mm,
					  int start, int end, bool unlock)
{
	vms->mm = mm;
	vms->start = start;
	vms->end = end;
	vms->vma_count = 0;
	vms->nr_pages = 0;
	vms->nr_accounted = 0;
	vms->clear_ptes = false;
	vms->unlock = unlock;
	vms->uf = true;
}

static __atomic_step void mt_destroy_side_tree(struct vma_munmap_struct *vms)
{
	vms->nr_pages = 0;
	settle(&side_trees[__mmapck_task()]);
}

/* The gathered VMAs are part of the address space again. Splits stay. */
static __atomic_step void reattach_vmas(struct vma_munmap_struct *vms)
{
	for (int i = 0; i < vms->vma_count; i++)
		vma_mark_attached(vms->mas_detach[i]);
	if (UNMAP_EVENTS_TAKEN_BACK)
		userfaultfd_unmap_cancel();
	mt_destroy_side_tree(vms);
}

/* One VMA more in the side tree. */
static __atomic_step void vms_add_vma(struct vma_munmap_struct *vms, struct vm_area_struct *vma)
{
	vms->mas_detach[vms->vma_count] = vma;
	vms->vma_count++;
	vma_mark_detached(vma);
	vms->nr_pages += vma_pages(vma);
	if (vma->vm_flags & VM_ACCOUNT)
		vms->nr_accounted += vma_pages(vma);
}

static __pure bool can_modify_vma(const struct vm_area_struct *vma)
{
	return !(vma->vm_flags & VM_SEALED);
}

/* A place in the side tree: the root holds the first entry, a node all others. */
static int mas_store_gfp(const struct vma_munmap_struct *vms)
{
	return vms->vma_count == 1 ? fault("mas_store_gfp", -ENOMEM, FAULT_ALLOC_THEORETICAL) : 0;
}

/* The VMA at the start loses what is below the range. */
static int vms_split_start(struct vma_munmap_struct *vms, struct vm_area_struct *vma)
{
	if (vms->end < vma->vm_end && vms->mm->map_count >= MMAPCK_MAX_MAP_COUNT)
		return -ENOMEM;
	if (!can_modify_vma(vma))
		return -EPERM;
	return __split_vma(vma, vms->start, true);
}

/* Splits at both ends and detaches every VMA of the range, which has one. On
 * failure all are attached again, but what was split stays split. */
static int vms_gather_munmap_vmas(struct vma_munmap_struct *vms)
{
	struct mm_struct *mm = vms->mm;
	struct vm_area_struct *vma = find_vma_intersection(mm, vms->start, vms->end);
	int err;

	if (vms->start > vma->vm_start) {
		err = vms_split_start(vms, vma);
		if (err)
			return err;
	}

	owe(&side_trees[__mmapck_task()]);
	while (vma) {
		if (!can_modify_vma(vma)) {
			err = -EPERM;
			goto reattach;
		}
		if (vma->vm_end > vms->end) {
			err = __split_vma(vma, vms->end, false);
			if (err)
				goto reattach;
		}
		vma_start_write(vma);
		err = mas_store_gfp(vms);
		if (err)
			goto reattach;
		vms_add_vma(vms, vma);
		if (vms->uf) {
			err = userfaultfd_unmap_prep(vma);
			if (err)
				goto reattach;
		}
		vma = find_vma_intersection(mm, vma->vm_end, vms->end);
	}
	vms->clear_ptes = true;
	return 0;

reattach:
	if (FAILED_GATHER_REATTACHES)
		reattach_vmas(vms);
	return err;
}

/* free_pgtables() for one VMA: no page and no file leads to it any more. */
static void free_pgtables(struct vm_area_struct *vma, struct unlink_vma_file_batch *vb)
{
	vma_start_write(vma);
	untrack_pfn(vma);
	if (vma->anon_vma)
		unlink_anon_vmas(vma);
	unlink_file_vma_batch_add(vb, vma);
}

/* The same for a VMA that is not part of an address space. */
static void unmap_region(struct vm_area_struct *vma)
{
	struct unlink_vma_file_batch vb = { };

	unmap_vmas(vma->vm_mm, vma->vm_start, vma->vm_end);
	free_pgtables(vma, &vb);
	unlink_file_vma_batch_process(&vb);
}

/* Page table entries, and the way from the files to the VMAs. */
static void vms_clear_ptes(struct vma_munmap_struct *vms)
{
	struct unlink_vma_file_batch vb = { };

	if (!vms->clear_ptes)
		return;
	unmap_vmas(vms->mm, vms->start, vms->end);
	for (int i = 0; i < vms->vma_count; i++)
		free_pgtables(vms->mas_detach[i], &vb);
	unlink_file_vma_batch_process(&vb);
	vms->clear_ptes = false;
}

/* The point of no return of an overlay: from here on the old mappings are
 * lost, their close hooks have run. */
static void vms_clean_up_area(struct vma_munmap_struct *vms)
{
	if (!vms->nr_pages)
		return;
	vms_clear_ptes(vms);
	for (int i = 0; i < vms->vma_count; i++)
		vma_close(vms->mas_detach[i]);
}

static __atomic_step void vms_account(struct vma_munmap_struct *vms)
{
	for (int i = 0; i < vms->vma_count; i++)
		vm_stat_account(vms->mm, vms->mas_detach[i]->vm_flags,
				-vma_pages(vms->mas_detach[i]));
}

/* The gathered VMAs are out of the tree: ends them. Cannot fail. */
static void vms_complete_munmap_vmas(struct vma_munmap_struct *vms)
{
	struct mm_struct *mm = vms->mm;

	if (!vms->nr_pages)
		return;
	mm->map_count -= vms->vma_count;
	if (vms->unlock)
		downgrade_write(&mm->mmap_lock);
	vms_clear_ptes(vms);
	vms_account(vms);
	for (int i = 0; i < vms->vma_count; i++)
		remove_vma(vms->mas_detach[i]);
	vm_unacct_memory(vms->nr_accounted);
	if (vms->unlock)
		up_read(&mm->mmap_lock);
	mt_destroy_side_tree(vms);
}

/* The mapping that was to take their place did not come about. */
static void vms_abort_munmap_vmas(struct vma_munmap_struct *vms)
{
	if (!vms->nr_pages)
		return;
	if (vms->clear_ptes) {
		reattach_vmas(vms);
		return;
	}
	/* Closed VMAs cannot come back: a gap takes the place of the old mappings. */
	if (ABORT_CANNOT_FAIL) {
		vma_iter_clear(vms->mm, vms->start, vms->end);
	} else if (vma_iter_clear_gfp(vms->mm, vms->start, vms->end)) {
		reattach_vmas(vms);
		return;
	}
	vms_complete_munmap_vmas(vms);
}

/*
 * Unmaps a range: 0 or -errno. Caller holds the mmap lock for writing;
 * with unlock, it is released on success.
 */
static int do_vmi_align_munmap(struct mm_struct *mm, int start, int end, bool uf, bool unlock)
{
	struct vma_munmap_struct vms;
	int err;

	mmap_assert_write_locked(mm);
	init_vma_munmap(&vms, mm, start, end, unlock);
	vms.uf = uf;
	err = vms_gather_munmap_vmas(&vms);
	if (!err) {
		err = vma_iter_clear_gfp(mm, start, end);
		if (err)
			reattach_vmas(&vms);
	}
	/* what mmap() unmaps for itself, uf being false, fails unheard */
	if (err)
		return uf ? witness_gather_failed(err) : err;
	vms_complete_munmap_vmas(&vms);
	return 0;
}

static __pure int munmap_args(long start, long len)
{
	if (start < 0 || start > MMAPCK_NR_PAGES || len > MMAPCK_NR_PAGES - start)
		return -EINVAL;
	return len <= 0 ? -EINVAL : 0;
}

/* With unlock, success releases the mmap lock. */
static int do_vmi_munmap(struct mm_struct *mm, long start, long len, bool uf, bool unlock)
{
	int err = munmap_args(start, len);

	if (err)
		return err;
	if (!find_vma_intersection(mm, start, start + len)) {
		if (unlock)
			up_write(&mm->mmap_lock);
		return 0;
	}
	return do_vmi_align_munmap(mm, start, start + len, uf, unlock);
}

/* For mmap() to take back what it has made; the caller keeps the mmap lock. */
static int do_munmap(struct mm_struct *mm, int start, int len)
{
	return do_vmi_munmap(mm, start, len, false, false);
}

__syscall static long munmap(long addr, long len)
{
	struct mm_struct *mm = current_mm;
	int err;

	err = down_write_killable(&mm->mmap_lock);
	if (err)
		return err;
	err = do_vmi_munmap(mm, addr, len, true, true);
	userfaultfd_unmap_complete(mm, err);
	if (err)
		up_write(&mm->mmap_lock);
	return err;
}
