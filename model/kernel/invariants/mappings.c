/* SPDX-License-Identifier: Apache-2.0 */
/* The tree of VMAs, the counters beside it, and the way from files to VMAs. */
#include <mmapck/kernel.h>

/* Whether the VMA is stored over exactly the pages that it covers. */
static __pure bool vma_stored_exactly(const struct vm_area_struct *vma)
{
	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if ((vma->vm_mm->mm_mt[i] == vma) != (i >= vma->vm_start && i < vma->vm_end))
			return false;
	return true;
}

INVARIANT(tree_matches_vmas, AT_QUIESCENCE,
	  "every VMA is in its tree over the pages it covers, and in no tree after it is gone")
{
	for (int i = 0; i < vma_size; i++)
		if (subject(vma_at(i)) && !vma_stored_exactly(vma_at(i)))
			return false;
	return true;
}

INVARIANT(no_vma_detached, AT_QUIESCENCE,
	  "no VMA is detached while no system call runs")
{
	for (int i = 0; i < vma_size; i++)
		if (subject(vma_at(i)) && vma_at(i)->detached)
			return false;
	return true;
}

static __pure int count_vmas(const struct mm_struct *mm)
{
	int count = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_mm == mm)
			count++;
	return count;
}

INVARIANT(map_count_matches, AT_QUIESCENCE,
	  "map_count is the number of VMAs of the address space")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		if (count_vmas(&mms[p]) != mms[p].map_count)
			return false;
	return true;
}

static __pure int sum_pages(const struct mm_struct *mm)
{
	int pages = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_mm == mm)
			pages += vma_pages(vma_at(i));
	return pages;
}

INVARIANT(total_vm_matches, AT_QUIESCENCE,
	  "total_vm is the number of pages of all VMAs of the address space")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		if (sum_pages(&mms[p]) != mms[p].total_vm)
			return false;
	return true;
}

static __pure int sum_data_pages(const struct mm_struct *mm)
{
	int pages = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_mm == mm && is_data_mapping(vma_at(i)->vm_flags))
			pages += vma_pages(vma_at(i));
	return pages;
}

INVARIANT(data_vm_matches, AT_QUIESCENCE,
	  "data_vm is the number of private writable pages of the address space")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		if (sum_data_pages(&mms[p]) != mms[p].data_vm)
			return false;
	return true;
}

static __pure int sum_exec_pages(const struct mm_struct *mm)
{
	int pages = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_mm == mm && is_exec_mapping(vma_at(i)->vm_flags))
			pages += vma_pages(vma_at(i));
	return pages;
}

INVARIANT(exec_vm_matches, AT_QUIESCENCE,
	  "exec_vm is the number of executable pages of the address space that cannot be written")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		if (sum_exec_pages(&mms[p]) != mms[p].exec_vm)
			return false;
	return true;
}

static __pure int sum_locked_pages(const struct mm_struct *mm)
{
	int pages = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_mm == mm && (vma_at(i)->vm_flags & VM_LOCKED))
			pages += vma_pages(vma_at(i));
	return pages;
}

INVARIANT(locked_vm_matches, AT_QUIESCENCE,
	  "locked_vm is the number of VM_LOCKED pages of the address space")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		if (sum_locked_pages(&mms[p]) != mms[p].locked_vm)
			return false;
	return true;
}

INVARIANT(file_vmas_linked, AT_QUIESCENCE,
	  "a VMA is in i_mmap exactly if it maps a file")
{
	for (int i = 0; i < vma_size; i++)
		if (subject(vma_at(i)) && vma_at(i)->linked != (vma_at(i)->vm_file != NULL))
			return false;
	return true;
}

INVARIANT(no_pte_without_vma, AT_QUIESCENCE,
	  "no page is present where nothing is mapped")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		for (int i = 0; i < MMAPCK_NR_PAGES; i++)
			if (subject(mms[p].pte[i] != 0) && !mms[p].mm_mt[i])
				return false;
	return true;
}
