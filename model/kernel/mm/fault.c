/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Page faults of a load or a store.
 *
 * Models handle_mm_fault() of mm/memory.c as entered by an architecture's fault
 * handler, with mmap_lock for reading; the lock of a single VMA is not
 * modelled. A private writable page is one entry, copied or not.
 */
#include <mmapck/kernel.h>

static __pure bool access_error(const struct vm_area_struct *vma, int addr, bool write)
{
	return !vma || vma->vm_start > addr || !(vma->vm_flags & (write ? VM_WRITE : VM_READ));
}

static __pure bool pte_allows(const struct mm_struct *mm, int addr, bool write)
{
	return mm->pte[addr] && (!write || (mm->pte_write >> addr & 1));
}

static int do_anonymous_page(struct vm_area_struct *vma, int addr)
{
	if (fault("alloc_anon_folio", -ENOMEM, FAULT_ALLOC_MAY_FAIL))
		return VM_FAULT_OOM;
	anon_vma_prepare(vma);
	set_pte(vma->vm_mm, addr, 1, true);
	return VM_FAULT_NOPAGE;
}

static int do_fault(struct vm_area_struct *vma, int addr, bool write)
{
	struct vm_fault vmf;
	int locks;
	int ret;

	if (!vma->vm_ops->fault)
		return VM_FAULT_SIGBUS;
	vmf.vma = vma;
	vmf.address = addr;
	vmf.pgoff = vma->vm_pgoff + addr - vma->vm_start;
	vmf.write = write;
	if (write && is_cow_mapping(vma->vm_flags))
		anon_vma_prepare(vma);
	/* in parentheses: fault() is the primitive */
	locks = locks_held();
	ret = (vma->vm_ops->fault)(&vmf);
	check_locks_kept(ret & VM_FAULT_RETRY ? locks - 1 : locks);
	return ret;
}

static int handle_mm_fault(struct vm_area_struct *vma, int addr, bool write)
{
	if (vma_is_anonymous(vma))
		return do_anonymous_page(vma, addr);
	return do_fault(vma, addr, write);
}

/* An access that the page table does not allow. */
static int do_user_addr_fault(int addr, bool write)
{
	struct mm_struct *mm = current_mm;
	struct vm_area_struct *vma;
	int ret;

	down_read(&mm->mmap_lock);
	if (pte_allows(mm, addr, write)) {
		up_read(&mm->mmap_lock);
		return 0;
	}
	vma = find_vma(mm, addr);
	if (access_error(vma, addr, write)) {
		up_read(&mm->mmap_lock);
		return -EFAULT;
	}
	ret = handle_mm_fault(vma, addr, write);
	/* the hook has dropped the lock to wait: the access is made again */
	if (ret & VM_FAULT_RETRY)
		return 0;
	up_read(&mm->mmap_lock);
	return ret & (VM_FAULT_OOM | VM_FAULT_SIGBUS) ? -EFAULT : 0;
}

__syscall static long load(long addr)
{
	return do_user_addr_fault(addr, false);
}

__syscall static long store(long addr)
{
	return do_user_addr_fault(addr, true);
}
