/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages of the kernel that are mapped when the VMA is there: an array names them.
 *
 *	array_temporary	allocated in prepare and freed once it was used, as the action
 *			MMAP_INSERT_MIXED_PAGES of "expand mmap_prepare functionality, port
 *			more users", v2, September 2025, had it
 *	array_owned	the driver's own, which lives as long as the file; the action
 *			MAP_KERNEL_PAGES of Linux 7.1
 */
#include <mmapck/driver.h>

struct page_array {
	u8 first range(0, 7);
};

POOL(struct page_array, page_array, 2);

static int array_used(const struct vm_area_struct *vma)
{
	(void)vma;
	page_array_free(page_array_at(0));
	return 0;
}

static int array_temporary_prepare(struct vm_area_desc *desc)
{
	might_sleep();
	if (fault("kmalloc_array", -ENOMEM, FAULT_ALLOC_THEORETICAL))
		return -ENOMEM;
	page_array_alloc()->first = 1;
	desc->vm_flags |= VM_MIXEDMAP;
	desc->action.success_hook = array_used;
	return 0;
}

DRIVER(array_temporary, .mmap_prepare = array_temporary_prepare);

static int array_owned_open(struct inode *inode, struct file *file)
{
	(void)inode;
	file->private_data = 1;
	return 0;
}

static int array_owned_prepare(struct vm_area_desc *desc)
{
	mmap_action_map_kernel_pages(desc, desc->start, desc->file->private_data, vma_desc_pages(desc));
	return 0;
}

DRIVER(array_owned, .open = array_owned_open, .mmap_prepare = array_owned_prepare);

INVARIANT(page_arrays_freed, AT_QUIESCENCE,
	  "the array that names pages to be mapped is freed when the call returns")
{
	return !page_array_at(0) && !page_array_at(1);
}
