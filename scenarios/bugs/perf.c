/* SPDX-License-Identifier: Apache-2.0 */
/*
 * perf: a ring buffer whose mappings are counted. Models perf_mmap() and
 * perf_mmap_close() of kernel/events/core.c.
 *
 *	perf_021	populating fails after the buffer was counted
 *			(f74b9f4ba63f, 07091aade394)
 *	perf_023	close counts a mapping of full length alone, and a mapping
 *			can be split (b024d7b56c77)
 *	perf		both fixed
 */
#include <mmapck/driver.h>

static struct account perf_mmaps;

static void perf_mmap_open(struct vm_area_struct *vma)
{
	(void)vma;
	charge(&perf_mmaps, 1);
}

static void perf_mmap_close(struct vm_area_struct *vma)
{
	if (vma_pages(vma) == file_inode(vma->vm_file)->i_size)
		uncharge(&perf_mmaps, 1);
}

static int perf_may_split(struct vm_area_struct *vma, int addr)
{
	(void)vma;
	(void)addr;
	return -EINVAL;
}

static const struct vm_operations_struct perf_mmap_vmops_split = {
	.open = perf_mmap_open,
	.close = perf_mmap_close,
};

static const struct vm_operations_struct perf_mmap_vmops = {
	.open = perf_mmap_open,
	.close = perf_mmap_close,
	.may_split = perf_may_split,
};

static int map_range(struct vm_area_struct *vma)
{
	return remap_pfn_range(vma, 1);
}

static int perf_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err;

	if (vma_pages(vma) != file_inode(file)->i_size)
		return -EINVAL;
	charge(&perf_mmaps, 1);
	vma->vm_ops = &perf_mmap_vmops;
	err = map_range(vma);
	if (err)
		perf_mmap_close(vma);
	return err;
}

DRIVER(perf, .mmap = perf_mmap);

static int perf_021_mmap(struct file *file, struct vm_area_struct *vma)
{
	if (vma_pages(vma) != file_inode(file)->i_size)
		return -EINVAL;
	charge(&perf_mmaps, 1);
	vma->vm_ops = &perf_mmap_vmops;
	return map_range(vma);
}

DRIVER(perf_021, .mmap = perf_021_mmap);

static int perf_023_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = perf_mmap(file, vma);

	if (!err)
		vma->vm_ops = &perf_mmap_vmops_split;
	return err;
}

DRIVER(perf_023, .mmap = perf_023_mmap);

INVARIANT(perf_unmapped_is_uncounted, AT_END,
	  "no mapping of the ring buffer is counted when all are gone")
{
	return perf_mmaps.charged == 0;
}
