/* SPDX-License-Identifier: Apache-2.0 */
/*
 * both_hooks: a prepare hook that says nothing of page_prot, and a .mmap hook that
 * populates. rfc-2025-04 calls both; later kernels refuse such a driver.
 */
#include <mmapck/driver.h>

static int both_hooks_prepare(struct vm_area_desc *desc)
{
	remap_pfn_range_prepare(desc);
	return 0;
}

static int both_hooks_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	return remap_pfn_range_complete(vma, 1);
}

DRIVER(both_hooks, .mmap_prepare = both_hooks_prepare, .mmap = both_hooks_mmap);
