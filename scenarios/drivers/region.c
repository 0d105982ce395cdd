/* SPDX-License-Identifier: Apache-2.0 */
/*
 * region: a mutex held from prepare to complete or abort, on a mapping that may
 * merge with its neighbours: resctrl as it would be without VM_PFNMAP. Models
 * the drivers that "expand mmap_prepare functionality, port more users", v1,
 * September 2025, invites to be written.
 */
#include <mmapck/driver.h>

static struct mutex region_mutex;

static int region_mmap_prepare(struct vm_area_desc *desc)
{
	int err;

	mutex_lock(&region_mutex);
	err = fault("region_mmap_prepare", -ENODEV, FAULT_DRIVER);
	if (err) {
		mutex_unlock(&region_mutex);
		return err;
	}
	desc->vm_ops = &generic_file_vm_ops;
	return 0;		/* region_mutex stays held */
}

static int region_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	int err = fault("region_mmap_complete", -EIO, FAULT_DRIVER);

	(void)file;
	(void)vma;
	(void)context;
	mutex_unlock(&region_mutex);
	return err;
}

static void region_mmap_abort(struct file *file, int vm_private_data, int context)
{
	(void)file;
	(void)vm_private_data;
	(void)context;
	mutex_unlock(&region_mutex);
}

DRIVER(region, .mmap_prepare = region_mmap_prepare, .mmap_complete = region_mmap_complete,
       .mmap_abort = region_mmap_abort);

/* An ioctl that copies from user memory under region_mutex: the page fault
 * takes the mmap lock, which mmap() holds when it calls prepare. */
__syscall static long region_ioctl(long addr)
{
	long ret;

	mutex_lock(&region_mutex);
	ret = do_user_addr_fault(addr, false);
	mutex_unlock(&region_mutex);
	return ret;
}
