/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The heap: brk().
 *
 * Models brk() and do_brk_flags() of mm/mmap.c and mm/vma.c, Linux 6.11 to 7.3.
 * The heap starts at page 0. Left out: the gap that a stack keeps free.
 */
#include <mmapck/kernel.h>

#define VM_BRK_FLAGS	(VM_READ | VM_WRITE | VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC | VM_ACCOUNT)

/* The heap's last VMA grows, and merges with nothing after it: or NULL. */
static struct vm_area_struct *brk_expand(struct mm_struct *mm, struct vma_merge_struct *vmg, int addr, int len)
{
	init_vma_merge(vmg, mm, addr, addr + len, addr, VM_BRK_FLAGS, NULL);
	vmg->just_expand = true;
	return vma_merge_new_range(vmg);
}

/* A VMA of its own. */
static int brk_new_vma(struct mm_struct *mm, int addr, int len)
{
	struct vm_area_struct *vma = vm_area_alloc(mm);

	if (!vma)
		return -ENOMEM;
	vma_set_anonymous(vma);
	vma->vm_start = addr;
	vma->vm_end = addr + len;
	vma->vm_pgoff = addr;
	vma->vm_flags = VM_BRK_FLAGS;
	vma_set_page_prot(vma);
	/* vma_iter_store_gfp() */
	if (vma_iter_prealloc()) {
		vm_area_free(vma);
		return -ENOMEM;
	}
	vma_start_write(vma);
	vma_iter_store_new(mm, vma);
	mm->map_count++;
	return 0;
}

static int do_brk_flags(struct mm_struct *mm, int addr, int len)
{
	struct vma_merge_struct vmg;

	if (!may_expand_vm(mm, VM_BRK_FLAGS, len))
		return -ENOMEM;
	if (mm->map_count > MMAPCK_MAX_MAP_COUNT)
		return -ENOMEM;
	if (security_vm_enough_memory_mm(len))
		return -ENOMEM;
	if (!brk_expand(mm, &vmg, addr, len)) {
		if (vmg.err && !FAILED_BRK_UNCHARGES)
			return -ENOMEM;
		if (vmg.err || brk_new_vma(mm, addr, len))
			goto unacct_fail;
	}
	vm_stat_account(mm, VM_BRK_FLAGS, len);
	return 0;

unacct_fail:
	vm_unacct_memory(len);
	return -ENOMEM;
}

/* Whether the heap may end there: nothing else is mapped in between, and its pages
 * may be locked. */
static __pure bool check_brk_limits(const struct mm_struct *mm, long brk)
{
	return brk <= MMAPCK_NR_PAGES && !find_vma_intersection(mm, mm->brk, brk) &&
	       mlock_future_ok(mm, VM_BRK_FLAGS, brk - mm->brk);
}

/* The end of the heap, a page; where it cannot be moved, what it was. A failure is
 * no error. */
__syscall static long brk(long brk)
{
	struct mm_struct *mm = current_mm;
	int origbrk;
	int err;

	if (down_write_killable(&mm->mmap_lock))
		return -EINTR;
	origbrk = mm->brk;
	if (brk >= 0 && brk < origbrk && find_vma_intersection(mm, brk, origbrk)) {
		mm->brk = brk;
		err = do_vmi_align_munmap(mm, brk, origbrk, true, true);
		userfaultfd_unmap_complete(mm, err);
		if (!err)
			return brk;
		mm->brk = origbrk;
	} else if (brk > origbrk && check_brk_limits(mm, brk)) {
		if (!do_brk_flags(mm, origbrk, brk - origbrk))
			mm->brk = brk;
	}
	up_write(&mm->mmap_lock);
	return mm->brk;
}
