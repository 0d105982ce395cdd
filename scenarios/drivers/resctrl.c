/* SPDX-License-Identifier: Apache-2.0 */
/*
 * resctrl: mapping a pseudo-locked region of cache. rdtgroup_mutex is taken in
 * prepare and released in complete, whatever comes of it, or in abort.
 * Models fs/resctrl/pseudo_lock.c as of "expand mmap_prepare functionality, port
 * more users", v1, September 2025.
 */
#include <mmapck/driver.h>

static struct mutex rdtgroup_mutex;

/* Remapping elsewhere is refused there; nothing else is special. */
static const struct vm_operations_struct pseudo_mmap_ops = { };

static int pseudo_lock_dev_mmap_prepare(struct vm_area_desc *desc)
{
	int size = file_inode(desc->file)->i_size;
	int err;

	mutex_lock(&rdtgroup_mutex);
	/* no group, or no domain left */
	err = fault("pseudo_lock_dev_mmap_prepare", -ENODEV, FAULT_DRIVER);
	if (err)
		goto err_unlock;
	if (desc->pgoff > size) {
		err = -ENOSPC;
		goto err_unlock;
	}
	/* the cache is locked for good: a private copy makes no sense */
	if (!(desc->vm_flags & VM_SHARED)) {
		err = -EINVAL;
		goto err_unlock;
	}
	if (vma_desc_pages(desc) > size - desc->pgoff) {
		err = -ENOSPC;
		goto err_unlock;
	}
	remap_pfn_range_prepare(desc);
	desc->vm_ops = &pseudo_mmap_ops;
	return 0;	/* rdtgroup_mutex is held until complete or abort */

err_unlock:
	mutex_unlock(&rdtgroup_mutex);
	return err;
}

static int pseudo_lock_dev_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	int err = remap_pfn_range_complete(vma, vma->vm_pgoff + 1) ? -EAGAIN : 0;

	(void)file;
	(void)context;
	mutex_unlock(&rdtgroup_mutex);
	return err;
}

static void pseudo_lock_dev_mmap_abort(struct file *file, int vm_private_data, int context)
{
	(void)file;
	(void)vm_private_data;
	(void)context;
	mutex_unlock(&rdtgroup_mutex);
}

DRIVER(resctrl, .mmap_prepare = pseudo_lock_dev_mmap_prepare,
       .mmap_complete = pseudo_lock_dev_mmap_complete,
       .mmap_abort = pseudo_lock_dev_mmap_abort);
