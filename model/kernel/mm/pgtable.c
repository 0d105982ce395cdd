/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Page table entries: a page frame for each page of an address space.
 *
 * Models unmap_vmas(), remap_pfn_range(), vm_insert_page() and vm_insert_pages() of mm/memory.c.
 * Page table locks, the TLB and the tables themselves are left out: an entry
 * changes in one step.
 */
#include <mmapck/kernel.h>

/* Whether a page of start..end-1 is present. */
static __pure bool range_has_ptes(const struct mm_struct *mm, int start, int end)
{
	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (i >= start && i < end && mm->pte[i])
			return true;
	return false;
}

/* Whether a page of the VMA is present; a page that another VMA has taken over
 * in the tree is the other's. */
static __pure bool vma_has_ptes(const struct vm_area_struct *vma)
{
	const struct mm_struct *mm = vma->vm_mm;

	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (i >= vma->vm_start && i < vma->vm_end && mm->pte[i] &&
		    (mm->mm_mt[i] == vma || !mm->mm_mt[i]))
			return true;
	return false;
}

static __atomic_step void zap_page_range(struct mm_struct *mm, int start, int end)
{
	for (int i = start; i < end; i++) {
		mm->pte[i] = 0;
		mm->pte_write &= ~(1u << i);
	}
}

static __atomic_step void write_protect_range(struct mm_struct *mm, int start, int end)
{
	for (int i = start; i < end; i++)
		mm->pte_write &= ~(1u << i);
}

/* What was present in start..end-1 is gone. */
static __atomic_step void unmap_vmas(struct mm_struct *mm, int start, int end)
{
	trace_range(start, end);
	zap_page_range(mm, start, end);
}

/* Sets one entry; the caller knows that it may. */
static __atomic_step void set_pte(struct mm_struct *mm, int addr, int pfn, bool write)
{
	mmap_assert_locked(mm);
	mm->pte[addr] = pfn;
	if (write)
		mm->pte_write |= 1u << addr;
}

static void remap_pfn_range_prepare(struct vm_area_desc *desc)
{
	desc->vm_flags |= VM_REMAP_FLAGS;
}

/* What is populated can be used as vm_flags say. */
#define check_page_prot(vma)							\
	check((vma)->vm_page_prot, "page-prot-missing",				\
	      "pages are populated with the protection of their mapping")

/* Entries from addr on, with page frames from pfn on; what was set before it
 * failed is zapped. Nobody checks that the VMA has so many pages. */
static __atomic_step int do_remap_pfn_range(struct vm_area_struct *vma, int addr, int pfn, int pages)
{
	int err = fault("remap_pfn_range", -ENOMEM, FAULT_ALLOC_THEORETICAL);

	might_sleep();
	mmap_assert_write_locked(vma->vm_mm);
	check_page_prot(vma);
	check((vma->vm_flags & VM_REMAP_FLAGS) == VM_REMAP_FLAGS, "remap-flags",
	      "VM_IO, VM_PFNMAP, VM_DONTEXPAND and VM_DONTDUMP are set before PFNs are mapped");
	check(!range_has_ptes(vma->vm_mm, addr, addr + pages), "remap-populated",
	      "remap_pfn_range() finds every page table entry empty");
	if (!err)
		err = track_pfn_remap(vma);
	if (err)
		return err;
	for (int i = addr; i < addr + pages && i < MMAPCK_NR_PAGES; i++)
		set_pte(vma->vm_mm, i, pfn + i - addr, (vma->vm_flags & VM_WRITE) != 0);
	return 0;
}

/* All entries of the VMA. What remap_pfn_range_prepare() says of it is said. */
static int remap_pfn_range_complete(struct vm_area_struct *vma, int pfn)
{
	return do_remap_pfn_range(vma, vma->vm_start, pfn, vma_pages(vma));
}

/* The same where nothing was said before. A private mapping notes the page frame in its offset. */
static __atomic_step int remap_pfn_range(struct vm_area_struct *vma, int pfn)
{
	if (is_cow_mapping(vma->vm_flags))
		vma->vm_pgoff = pfn;
	vma->vm_flags |= VM_REMAP_FLAGS;
	return remap_pfn_range_complete(vma, pfn);
}

/* Pages of the kernel; what was set before it failed stays. */
static __atomic_step int insert_pages(struct vm_area_struct *vma, int addr, int pfn, int pages)
{
	int err = fault("insert_pages", -ENOMEM, FAULT_ALLOC_THEORETICAL);

	might_sleep();
	check_page_prot(vma);
	check(vma->vm_flags & VM_MIXEDMAP, "insert-flags",
	      "VM_MIXEDMAP is set before pages are inserted");
	if (err)
		return err;
	for (int i = addr; i < addr + pages; i++)
		set_pte(vma->vm_mm, i, pfn + i - addr, (vma->vm_flags & VM_WRITE) != 0);
	return 0;
}

static __atomic_step int vm_insert_page(struct vm_area_struct *vma, int addr, int pfn)
{
	int err = fault("vm_insert_page", -ENOMEM, FAULT_ALLOC_THEORETICAL);

	might_sleep();
	check_page_prot(vma);
	if (!(vma->vm_flags & VM_MIXEDMAP)) {
		mmap_assert_write_locked(vma->vm_mm);
		check(!(vma->vm_flags & VM_PFNMAP), "insert-flags",
		      "pages are not inserted into a mapping of PFNs");
		vma->vm_flags |= VM_MIXEDMAP;
	}
	if (err)
		return err;
	if (addr < vma->vm_start || addr >= vma->vm_end)
		return -EFAULT;
	if (vma->vm_mm->pte[addr])
		return -EBUSY;
	set_pte(vma->vm_mm, addr, pfn, (vma->vm_flags & VM_WRITE) != 0);
	return 0;
}
