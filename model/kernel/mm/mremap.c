/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A mapping shrinks, grows or moves.
 *
 * Models mremap_to(), expand_vma_in_place(), move_vma() and unmap_source_vma() of
 * mm/mremap.c, Linux 6.12 to 7.3. MREMAP_DONTUNMAP is left out. What is wrong with it, but in ref:
 *
 *   the driver refuses the move   the charge of what was to be added is lost
 *   the source is not unmapped    it stays without VM_ACCOUNT, and its length is
 *                                 charged once more
 */
#include <mmapck/kernel.h>

static __pure int mremap_args(long addr, long old_len, long new_len, unsigned flags, long new_addr)
{
	if (munmap_args(addr, old_len) || new_len <= 0 || new_len > MMAPCK_NR_PAGES)
		return -EINVAL;
	if (!(flags & MREMAP_FIXED))
		return 0;
	if (!(flags & MREMAP_MAYMOVE) || munmap_args(new_addr, new_len))
		return -EINVAL;
	return new_addr < addr + old_len && addr < new_addr + new_len ? -EINVAL : 0;
}

/* Whether the range is part of one VMA that may be changed. */
static __pure int check_prep_vma(const struct vm_area_struct *vma, int addr, int old_len, int new_len)
{
	if (!vma || addr + old_len > vma->vm_end)
		return -EFAULT;
	if (!can_modify_vma(vma))
		return -EPERM;
	if (new_len <= old_len)
		return 0;
	if (vma->vm_flags & (VM_DONTEXPAND | VM_PFNMAP))
		return -EFAULT;
	return mlock_future_ok(vma->vm_mm, vma->vm_flags, new_len - old_len) ? 0 : -EAGAIN;
}

/* The driver is asked where the VMA would be cut. */
static int prep_move_vma(const struct vma_remap_struct *vrm)
{
	struct vm_area_struct *vma = vrm->vma;
	int err = 0;

	if (vma->vm_mm->map_count >= MMAPCK_MAX_MAP_COUNT - 3)
		return -ENOMEM;
	if (!vma->vm_ops || !vma->vm_ops->may_split)
		return 0;
	if (vma->vm_start != vrm->addr)
		err = vma->vm_ops->may_split(vma, vrm->addr);
	if (!err && vma->vm_end != vrm->addr + vrm->old_len)
		err = vma->vm_ops->may_split(vma, vrm->addr + vrm->old_len);
	return err;
}

static int vrm_charge(struct vma_remap_struct *vrm)
{
	int pages = vrm->new_len - vrm->old_len;
	int err;

	if (pages <= 0 || !(vrm->vma->vm_flags & VM_ACCOUNT))
		return 0;
	err = security_vm_enough_memory_mm(pages);
	if (!err)
		vrm->charged = pages;
	return err;
}

static void vrm_uncharge(struct vma_remap_struct *vrm)
{
	vm_unacct_memory(vrm->charged);
	vrm->charged = 0;
}

static __atomic_step void move_ptes(struct mm_struct *mm, int from, int to, int len)
{
	for (int i = 0; i < len; i++) {
		if (!mm->pte[from + i])
			continue;
		set_pte(mm, to + i, mm->pte[from + i], (mm->pte_write >> (from + i) & 1) != 0);
		zap_page_range(mm, from + i, from + i + 1);
	}
}

/* Page tables, then the driver, if it wants to know. A failure moves them back. */
static int move_page_tables(const struct vma_remap_struct *vrm, struct vm_area_struct *new)
{
	struct mm_struct *mm = new->vm_mm;
	int locks = locks_held();
	int err = fault("move_page_tables", -ENOMEM, FAULT_ALLOC_THEORETICAL);

	if (err)
		return err;
	move_ptes(mm, vrm->addr, vrm->new_addr, min_end(vrm->old_len, vrm->new_len));
	if (!new->vm_ops || !new->vm_ops->mremap)
		return 0;
	err = new->vm_ops->mremap(new);
	check_locks_kept(locks);
	if (err)
		move_ptes(mm, vrm->new_addr, vrm->addr, min_end(vrm->old_len, vrm->new_len));
	return err;
}

/* VM_ACCOUNT for all that is left of a VMA that may have been split. */
static __atomic_step void restore_account(struct mm_struct *mm, int start, int end)
{
	for (int i = start; i < end; i++)
		mm->mm_mt[i]->vm_flags |= VM_ACCOUNT;
}

/* Unmaps what the other copy has taken over, without returning its charge. */
static void unmap_source_vma(struct vm_area_struct *vma, int addr, int len)
{
	struct mm_struct *mm = vma->vm_mm;
	bool accountable = (vma->vm_flags & VM_ACCOUNT) != 0;
	bool left_before = vma->vm_start < addr;
	bool left_after = vma->vm_end > addr + len;
	int start = vma->vm_start;
	int end = vma->vm_end;

	vma->vm_flags &= ~VM_ACCOUNT;
	if (do_munmap(mm, addr, len)) {
		/* out of memory: the accounts are to be right, at least */
		if (accountable || !MREMAP_ACCOUNTS_RIGHT)
			charge(&vm_committed_as, len);
		if (accountable && MREMAP_ACCOUNTS_RIGHT)
			restore_account(mm, start, end);
		return;
	}
	if (accountable && left_before)
		vma_before(mm, addr)->vm_flags |= VM_ACCOUNT;
	if (accountable && left_after)
		vma_after(mm, addr + len)->vm_flags |= VM_ACCOUNT;
}

static long move_vma(struct vma_remap_struct *vrm)
{
	struct vm_area_struct *new;
	int err;

	err = prep_move_vma(vrm);
	if (err)
		return err;
	err = vrm_charge(vrm);
	if (err)
		return err;
	new = copy_vma(vrm);
	if (!new) {
		vrm_uncharge(vrm);
		return -ENOMEM;
	}
	err = move_page_tables(vrm, new);
	vm_stat_account(new->vm_mm, new->vm_flags, vrm->new_len);
	if (err && !REFUSED_MOVE_UNMAPS_COPY)
		return err;
	if (err) {
		/* the new one is what goes */
		unmap_source_vma(new, vrm->new_addr, vrm->new_len);
		if (MREMAP_ACCOUNTS_RIGHT)
			vrm_uncharge(vrm);
		return err;
	}
	unmap_source_vma(vrm->vma, vrm->addr, vrm->old_len);
	return vrm->new_addr;
}

/* Whether the pages after the VMA are free. */
static __pure bool vma_expandable(const struct vm_area_struct *vma, int pages)
{
	return vma->vm_end + pages <= MMAPCK_NR_PAGES &&
	       !find_vma_intersection(vma->vm_mm, vma->vm_end, vma->vm_end + pages);
}

static long expand_vma_in_place(struct vma_remap_struct *vrm)
{
	struct vm_area_struct *vma = vrm->vma;
	int pages = vrm->new_len - vrm->old_len;
	struct vma_merge_struct vmg;
	int err = vrm_charge(vrm);

	if (err)
		return err;
	init_vma_merge(&vmg, vma->vm_mm, vma->vm_end, vma->vm_end + pages,
		       vma->vm_pgoff + vma_pages(vma), vma->vm_flags, vma->vm_file);
	vmg.middle = vma;
	vmg.vm_userfaultfd = vma->vm_userfaultfd;
	if (!vma_merge_new_range(&vmg)) {
		vrm_uncharge(vrm);
		return -ENOMEM;
	}
	vm_stat_account(vma->vm_mm, vma->vm_flags, pages);
	return vrm->addr;
}

static long mremap_to(struct vma_remap_struct *vrm, unsigned flags)
{
	struct mm_struct *mm = vrm->vma->vm_mm;
	long addr;
	int err;

	if (flags & MREMAP_FIXED) {
		/* gone, whatever comes of the move */
		err = do_vmi_munmap(mm, vrm->new_addr, vrm->new_len, true, false);
		if (err)
			return err;
	}
	if (vrm->new_len < vrm->old_len) {
		err = do_vmi_munmap(mm, vrm->addr + vrm->new_len, vrm->old_len - vrm->new_len, true, false);
		if (err)
			return err;
		vrm->vma = find_vma(mm, vrm->addr);
		vrm->old_len = vrm->new_len;
	}
	if (flags & MREMAP_FIXED)
		return move_vma(vrm);
	if (vrm->new_len == vrm->old_len)
		return vrm->addr;
	if (vrm->addr + vrm->old_len == vrm->vma->vm_end &&
	    vma_expandable(vrm->vma, vrm->new_len - vrm->old_len))
		return expand_vma_in_place(vrm);
	if (!(flags & MREMAP_MAYMOVE))
		return -ENOMEM;
	addr = vm_unmapped_area(mm, vrm->new_len);
	if (addr < 0)
		return addr;
	vrm->new_addr = addr;
	return move_vma(vrm);
}

__syscall static long mremap(long addr, long old_len, long new_len, unsigned flags, long new_addr)
{
	struct mm_struct *mm = current_mm;
	struct vma_remap_struct vrm;
	long ret = mremap_args(addr, old_len, new_len, flags, new_addr);

	if (ret)
		return ret;
	ret = down_write_killable(&mm->mmap_lock);
	if (ret)
		return ret;
	witness_mmap_begin(mm, true);
	vrm.vma = mm->mm_mt[addr];
	vrm.addr = addr;
	vrm.old_len = old_len;
	vrm.new_len = new_len;
	vrm.new_addr = flags & MREMAP_FIXED ? new_addr : 0;
	vrm.charged = 0;
	ret = check_prep_vma(vrm.vma, addr, old_len, new_len);
	if (!ret && new_len > old_len && !may_expand_vm(mm, vrm.vma->vm_flags, new_len - old_len))
		ret = -ENOMEM;
	if (!ret)
		ret = mremap_to(&vrm, flags);
	witness_mremap_end(mm, ret);
	userfaultfd_unmap_complete(mm, ret);
	up_write(&mm->mmap_lock);
	return ret;
}
