/* SPDX-License-Identifier: Apache-2.0 */
/*
 * System calls that change a range of mappings: mprotect(), madvise(), mseal().
 *
 * Models mprotect_fixup(), madvise_walk_vmas() and do_mseal() of mm/mprotect.c,
 * mm/madvise.c and mm/mseal.c, Linux 6.12 to 7.3. What was changed before a
 * failure stays changed, as in the kernel.
 */
#include <mmapck/kernel.h>

/* New flags for vma, which has them already where it has grown, and the counters
 * that follow them for the pages whose flags were others. */
static __atomic_step void vm_flags_reset(struct vm_area_struct *vma, unsigned old_flags, unsigned vm_flags, int pages)
{
	vm_stat_account(vma->vm_mm, old_flags, -pages);
	vma->vm_flags = vm_flags;
	vm_stat_account(vma->vm_mm, vm_flags, pages);
}

static __pure unsigned mprotect_flags(const struct vm_area_struct *vma, unsigned prot)
{
	unsigned vm_flags = vma->vm_flags & ~(VM_READ | VM_WRITE | VM_EXEC);

	vm_flags |= prot & PROT_READ ? VM_READ : 0;
	vm_flags |= prot & PROT_WRITE ? VM_WRITE : 0;
	vm_flags |= prot & PROT_EXEC ? VM_EXEC : 0;
	return vm_flags;
}

/* What may be changed into what: -EPERM, -EACCES. */
static __pure int mprotect_allowed(const struct vm_area_struct *vma, unsigned prot)
{
	if (!can_modify_vma(vma))
		return -EPERM;
	if (vma->vm_mm->mdwe && (prot & PROT_EXEC) && ((prot & PROT_WRITE) || !(vma->vm_flags & VM_EXEC)))
		return -EACCES;
	if ((prot & PROT_WRITE) && !(vma->vm_flags & VM_MAYWRITE))
		return -EACCES;
	return 0;
}

/* Whether the pages become private and writable, and are to be charged for it. */
static __pure bool mprotect_charges(const struct vm_area_struct *vma, unsigned prot)
{
	return (prot & PROT_WRITE) &&
	       !(vma->vm_flags & (VM_ACCOUNT | VM_WRITE | VM_SHARED | VM_NORESERVE));
}

static int mprotect_fixup(struct vm_area_struct *vma, int start, int end, unsigned prot)
{
	unsigned old_flags = vma->vm_flags;
	unsigned vm_flags = mprotect_flags(vma, prot);
	struct vma_merge_struct vmg;
	int charged = 0;
	int err;

	if (vm_flags == old_flags)
		return 0;
	if (mprotect_charges(vma, prot)) {
		err = security_vm_enough_memory_mm(end - start);
		if (err)
			return err;
		charged = end - start;
		vm_flags |= VM_ACCOUNT;
	}
	init_vma_modify(&vmg, vma, start, end, vm_flags);
	vma = vma_modify(&vmg);
	if (!vma) {
		vm_unacct_memory(charged);
		return vmg.err;
	}
	vma_start_write(vma);
	vm_flags_reset(vma, old_flags, vm_flags, end - start);
	if (!(prot & PROT_WRITE))
		write_protect_range(vma->vm_mm, start, end);
	return 0;
}

static __pure int min_end(int a, int b)
{
	return a < b ? a : b;
}

/* -ENOMEM where a page of the range is not mapped. */
static int do_mprotect(struct mm_struct *mm, int start, int end, unsigned prot)
{
	struct vm_area_struct *vma;
	int next;
	int err;

	while (start < end) {
		vma = mm->mm_mt[start];
		if (!vma)
			return -ENOMEM;
		next = min_end(vma->vm_end, end);
		err = mprotect_allowed(vma, prot);
		if (!err)
			err = fault("security_file_mprotect", -EACCES, FAULT_POLICY);
		if (!err)
			err = mprotect_fixup(vma, start, next, prot);
		if (err)
			return err;
		start = next;
	}
	return 0;
}

__syscall static long mprotect(long addr, long len, unsigned prot)
{
	struct mm_struct *mm = current_mm;
	int err = munmap_args(addr, len);

	if (err)
		return err;
	err = down_write_killable(&mm->mmap_lock);
	if (err)
		return err;
	err = do_mprotect(mm, addr, addr + len, prot);
	up_write(&mm->mmap_lock);
	return err;
}

/* madvise_update_vma() and mseal_apply(): flags for a part of a VMA. */
static int vma_set_flags(struct vm_area_struct *vma, int start, int end, unsigned vm_flags)
{
	struct vma_merge_struct vmg;

	if (vm_flags == vma->vm_flags)
		return 0;
	init_vma_modify(&vmg, vma, start, end, vm_flags);
	vma = vma_modify(&vmg);
	if (!vma)
		return vmg.err;
	vma_start_write(vma);
	vma->vm_flags = vm_flags;
	return 0;
}

/* The same for each VMA of the range: -ENOMEM at the first gap. */
static int vma_set_flags_range(struct mm_struct *mm, int start, int end, unsigned set, unsigned clear)
{
	struct vm_area_struct *vma;
	int next;
	int err;

	while (start < end) {
		vma = mm->mm_mt[start];
		if (!vma)
			return -ENOMEM;
		next = min_end(vma->vm_end, end);
		err = vma_set_flags(vma, start, next, (vma->vm_flags | set) & ~clear);
		if (err)
			return err;
		start = next;
	}
	return 0;
}

/* Advice that changes flags, and nothing else. */
static long madvise_vma_behavior(long addr, long len, unsigned set, unsigned clear)
{
	struct mm_struct *mm = current_mm;
	int err = munmap_args(addr, len);

	if (err)
		return err;
	err = down_write_killable(&mm->mmap_lock);
	if (err)
		return err;
	err = vma_set_flags_range(mm, addr, addr + len, set, clear);
	up_write(&mm->mmap_lock);
	return err;
}

__syscall static long madvise_nohugepage(long addr, long len)
{
	return madvise_vma_behavior(addr, len, VM_NOHUGEPAGE, 0);
}

__syscall static long madvise_dofork(long addr, long len)
{
	return madvise_vma_behavior(addr, len, 0, VM_DONTCOPY);
}

/* Whether every page of the range is mapped. */
static __pure bool range_is_mapped(const struct mm_struct *mm, int start, int end)
{
	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (i >= start && i < end && !mm->mm_mt[i])
			return false;
	return true;
}

__syscall static long mseal(long addr, long len)
{
	struct mm_struct *mm = current_mm;
	int err = munmap_args(addr, len);

	if (err)
		return err;
	err = down_write_killable(&mm->mmap_lock);
	if (err)
		return err;
	if (!range_is_mapped(mm, addr, addr + len))
		err = -ENOMEM;
	if (!err)
		err = vma_set_flags_range(mm, addr, addr + len, VM_SEALED, 0);
	up_write(&mm->mmap_lock);
	return err;
}
