/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Takes pages of a file out of every page table.
 *
 * Models unmap_mapping_range() of mm/memory.c, Linux 6.12. Page table locks are
 * left out, as in mm/pgtable.c.
 */
#include <mmapck/fs.h>

static __pure int vma_of_mapping(const struct vm_area_struct *vma, const struct address_space *mapping)
{
	return vma && vma->linked && vma->vm_file->f_mapping == mapping;
}

/* The entries of one VMA for pages first..first+len-1 of its file. */
static __atomic_step void unmap_mapping_range_vma(struct vm_area_struct *vma, int first, int len)
{
	for (int addr = vma->vm_start; addr < vma->vm_end; addr++) {
		int pgoff = vma->vm_pgoff + addr - vma->vm_start;

		if (pgoff >= first && pgoff < first + len)
			zap_page_range(vma->vm_mm, addr, addr + 1);
	}
}

static __atomic_step void unmap_mapping_range_tree(struct address_space *mapping, int first, int len)
{
	for (int i = 0; i < MMAPCK_NR_VMAS; i++)
		if (vma_of_mapping(vma_at(i), mapping))
			unmap_mapping_range_vma(vma_at(i), first, len);
}

static void unmap_mapping_range(struct address_space *mapping, int first, int len)
{
	down_read(&mapping->i_mmap_rwsem);
	unmap_mapping_range_tree(mapping, first, len);
	up_read(&mapping->i_mmap_rwsem);
}
