/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UFFDIO_REGISTER and UFFDIO_UNREGISTER.
 *
 * Models userfaultfd_register(), userfaultfd_register_range() and
 * vma_can_userfault() of fs/userfaultfd.c and mm/userfaultfd.c, Linux 6.11 to 7.3: one
 * userfaultfd for each process, missing pages alone.
 */
#include <mmapck/kernel.h>

/* Whether somebody else can fill in the pages of a VMA: anonymous or shared memory. */
static __pure bool vma_can_userfault(const struct vm_area_struct *vma)
{
	return !(vma->vm_flags & VM_SPECIAL) && (vma_is_anonymous(vma) || vma->vm_ops == &shmem_anon_vm_ops);
}

/* -EINVAL, -EPERM: a VMA of the range is not for this; nothing has been changed. */
static __pure int userfaultfd_allowed(const struct mm_struct *mm, int start, int end)
{
	bool any = false;

	for (int i = 0; i < MMAPCK_NR_PAGES; i++) {
		if (i < start || i >= end || !mm->mm_mt[i])
			continue;
		any = true;
		if (!vma_can_userfault(mm->mm_mt[i]))
			return -EINVAL;
		if ((mm->mm_mt[i]->vm_flags & (VM_SHARED | VM_MAYWRITE)) == VM_SHARED)
			return -EPERM;
	}
	return any ? 0 : -EINVAL;
}

/* A part of a VMA, split off or merged: its neighbours differ from it, or do not
 * any more. */
static int userfaultfd_set_ctx(struct vm_area_struct *vma, int start, int end, bool registered)
{
	struct vma_merge_struct vmg;

	if (vma->vm_userfaultfd == registered)
		return 0;
	init_vma_modify(&vmg, vma, start, end, vma->vm_flags);
	vmg.vm_userfaultfd = registered;
	vma = vma_modify(&vmg);
	if (!vma)
		return vmg.err;
	vma_start_write(vma);
	vma->vm_userfaultfd = registered;
	return 0;
}

static int userfaultfd_set_range(struct mm_struct *mm, int start, int end, bool registered)
{
	struct vm_area_struct *vma = find_vma_intersection(mm, start, end);
	int from;
	int to;
	int err;

	while (vma) {
		from = vma->vm_start < start ? start : vma->vm_start;
		to = min_end(vma->vm_end, end);
		err = userfaultfd_set_ctx(vma, from, to, registered);
		if (err)
			return err;
		vma = find_vma_intersection(mm, to, end);
	}
	return 0;
}

static long userfaultfd_change(long addr, long len, bool registered)
{
	struct mm_struct *mm = current_mm;
	int err;

	if (!MMAPCK_USERFAULTFD)
		return -ENOSYS;
	if (munmap_args(addr, len))
		return -EINVAL;
	down_write(&mm->mmap_lock);
	err = userfaultfd_allowed(mm, addr, addr + len);
	if (!err)
		err = userfaultfd_set_range(mm, addr, addr + len, registered);
	up_write(&mm->mmap_lock);
	return err;
}

__syscall static long userfaultfd_register(long addr, long len)
{
	return userfaultfd_change(addr, len, true);
}

__syscall static long userfaultfd_unregister(long addr, long len)
{
	return userfaultfd_change(addr, len, false);
}
