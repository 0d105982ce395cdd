/* SPDX-License-Identifier: Apache-2.0 */
/*
 * resctrl as it is: rdtgroup_mutex is released before the hook returns, and the
 * core maps the region. Models pseudo_lock_dev_mmap() and
 * pseudo_lock_dev_mmap_prepare() of fs/resctrl/pseudo_lock.c, Linux 6.16 and 7.0;
 * resctrl.c is what was proposed between the two.
 */
#include <mmapck/driver.h>

static struct mutex resctrl_mutex;

static const struct vm_operations_struct resctrl_vm_ops = { };

static int resctrl_check(const struct inode *inode, unsigned vm_flags, int pgoff, int pages)
{
	int err;

	mutex_lock(&resctrl_mutex);
	err = fault("pseudo_lock_region", -ENODEV, FAULT_DRIVER);
	if (!err && pgoff > inode->i_size)
		err = -ENOSPC;
	if (!err && !(vm_flags & VM_SHARED))
		err = -EINVAL;
	if (!err && pages > inode->i_size - pgoff)
		err = -ENOSPC;
	mutex_unlock(&resctrl_mutex);
	return err;
}

#ifdef MMAPCK_HAVE_MMAP_ACTION
static int resctrl_mmap_prepare(struct vm_area_desc *desc)
{
	int err = resctrl_check(file_inode(desc->file), desc->vm_flags, desc->pgoff, vma_desc_pages(desc));

	if (err)
		return err;
	desc->vm_ops = &resctrl_vm_ops;
	mmap_action_remap_full(desc, desc->pgoff + 1);
	return 0;
}

DRIVER(resctrl_action, .mmap_prepare = resctrl_mmap_prepare);
#else
static int resctrl_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = resctrl_check(file_inode(file), vma->vm_flags, vma->vm_pgoff, vma_pages(vma));

	if (err)
		return err;
	vma->vm_ops = &resctrl_vm_ops;
	return remap_pfn_range(vma, vma->vm_pgoff + 1) ? -EAGAIN : 0;
}

DRIVER(resctrl_action, .mmap = resctrl_mmap);
#endif
