/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cramfs: a read-only file system whose pages may be mapped where they lie. The
 * last page of a file is shared with what follows it, and comes by fault. What
 * does not fit is no error: its pages all come by fault. Models
 * cramfs_physmem_mmap() of fs/cramfs/inode.c, Linux 6.11 to 7.3, and what became of
 * it in "expand mmap_prepare functionality, port more users", v1, September 2025.
 *
 *	cramfs			.mmap
 *	cramfs_complete		decides in prepare, populates in complete
 *	cramfs_uninitialised	the same, and complete uses a number of pages that it
 *				has never set, as posted
 */
#include <mmapck/driver.h>

/* What prepare tells complete. */
#define CRAMFS_BY_FAULT	0
#define CRAMFS_PFNMAP	1
#define CRAMFS_MIXEDMAP	2

/* Pages that may be mapped directly; 0: none. */
static __pure int cramfs_direct_pages(const struct inode *inode, unsigned vm_flags, int pgoff, int pages)
{
	if ((vm_flags & VM_WRITE) || pgoff >= inode->i_size - 1)
		return 0;
	return pgoff + pages < inode->i_size ? pages : inode->i_size - 1 - pgoff;
}

/* generic_file_readonly_mmap() */
static __pure int cramfs_readonly(unsigned vm_flags)
{
	return is_shared_maywrite(vm_flags) ? -EINVAL : 0;
}

static __pure int cramfs_pfn(int pgoff)
{
	return pgoff + 1;
}

/* vmf_insert_mixed() for page after page; the first error is the call's. */
static int cramfs_insert(struct vm_area_struct *vma, int pages)
{
	int err;

	for (int i = 0; i < pages; i++) {
		err = vm_insert_page(vma, vma->vm_start + i, cramfs_pfn(vma->vm_pgoff + i));
		if (err)
			return err;
	}
	return 0;
}

static int cramfs_mmap(struct file *file, struct vm_area_struct *vma)
{
	int pages = cramfs_direct_pages(file_inode(file), vma->vm_flags, vma->vm_pgoff, vma_pages(vma));
	int err = cramfs_readonly(vma->vm_flags);

	if (err)
		return err;
	vma->vm_flags &= ~VM_MAYWRITE;
	vma->vm_ops = &generic_file_vm_ops;
	if (!pages)
		return 0;
	if (pages == vma_pages(vma))
		return remap_pfn_range(vma, cramfs_pfn(vma->vm_pgoff));
	vma->vm_flags |= VM_MIXEDMAP;
	return cramfs_insert(vma, pages);
}

DRIVER(cramfs, .mmap = cramfs_mmap);

static int cramfs_mmap_prepare(struct vm_area_desc *desc)
{
	int pages = cramfs_direct_pages(file_inode(desc->file), desc->vm_flags, desc->pgoff, vma_desc_pages(desc));
	int err = cramfs_readonly(desc->vm_flags);

	if (err)
		return err;
	desc->vm_flags &= ~VM_MAYWRITE;
	desc->vm_ops = &generic_file_vm_ops;
	desc->mmap_context = CRAMFS_BY_FAULT;
	if (pages == vma_desc_pages(desc)) {
		desc->mmap_context = CRAMFS_PFNMAP;
		remap_pfn_range_prepare(desc);
	} else if (pages) {
		desc->mmap_context = CRAMFS_MIXEDMAP;
		desc->vm_flags |= VM_MIXEDMAP;
	}
	return 0;
}

static int cramfs_populate(struct vm_area_struct *vma, int context, int pages)
{
	if (context == CRAMFS_PFNMAP)
		return do_remap_pfn_range(vma, vma->vm_start, cramfs_pfn(vma->vm_pgoff), pages);
	return context == CRAMFS_MIXEDMAP ? cramfs_insert(vma, pages) : 0;
}

static int cramfs_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	return cramfs_populate(vma, context,
			       cramfs_direct_pages(file_inode(file), vma->vm_flags, vma->vm_pgoff, vma_pages(vma)));
}

DRIVER(cramfs_complete, .mmap_prepare = cramfs_mmap_prepare, .mmap_complete = cramfs_mmap_complete);

static int cramfs_uninitialised_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	(void)file;
	return cramfs_populate(vma, context, choose(0, MMAPCK_NR_PAGES - vma->vm_start));
}

DRIVER(cramfs_uninitialised, .mmap_prepare = cramfs_mmap_prepare,
       .mmap_complete = cramfs_uninitialised_complete);
