/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which pages of a file page tables name, and how they are taken out of all of them.
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

/* Whether addr is part of a mapping of a DAX file that nobody moves or splits:
 * who changes vm_start or vm_pgoff holds i_mmap_rwsem for writing. */
static __pure bool is_dax_mapped(const struct mm_struct *mm, int addr)
{
	const struct vm_area_struct *vma = mm->mm_mt[addr];

	return vma && vma->vm_file && XFS_I(file_inode(vma->vm_file))->i_isdax &&
	       !vma->vm_file->f_mapping->i_mmap_rwsem.writer;
}

/* The page table entry at addr, if it is one of a DAX file; else 0. */
static __pure int dax_pte(const struct mm_struct *mm, int addr)
{
	return mm->pte[addr] && is_dax_mapped(mm, addr) ? mm->pte[addr] : 0;
}

/* The page of the file that is mapped at addr; there is a DAX file. */
static __pure int dax_pgoff(const struct mm_struct *mm, int addr)
{
	return mm->mm_mt[addr]->vm_pgoff + addr - mm->mm_mt[addr]->vm_start;
}

static __pure struct inode *dax_inode(const struct mm_struct *mm, int addr)
{
	return file_inode(mm->mm_mt[addr]->vm_file);
}
