/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vmcore: .mmap that maps page by page and, where a page fails, unmaps what it
 * has mapped so far with do_munmap(). Models mmap_vmcore() of fs/proc/vmcore.c,
 * Linux 6.11 to 7.3: the VMA is not in the tree yet, but what it overlays may be.
 */
#include <mmapck/driver.h>

static int vmcore_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err;

	(void)file;
	vma->vm_flags |= VM_MIXEDMAP;
	for (int addr = vma->vm_start; addr < vma->vm_end; addr++) {
		err = vm_insert_page(vma, addr, addr + 1);
		if (!err)
			continue;
		do_munmap(vma->vm_mm, vma->vm_start, addr - vma->vm_start);
		return -EAGAIN;
	}
	return 0;
}

DRIVER(vmcore, .mmap = vmcore_mmap);

/* The same, mended: what a failed hook has mapped is for the core to take down. */
static int vmcore_leaves_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma->vm_flags |= VM_MIXEDMAP;
	for (int addr = vma->vm_start; addr < vma->vm_end; addr++)
		if (vm_insert_page(vma, addr, addr + 1))
			return -EAGAIN;
	return 0;
}

DRIVER(vmcore_leaves, .mmap = vmcore_leaves_mmap);
