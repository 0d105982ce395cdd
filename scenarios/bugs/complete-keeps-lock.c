/* SPDX-License-Identifier: Apache-2.0 */
/*
 * complete fails and forgets the mutex that prepare took: abort is not called for
 * it, and close is too late. A mistake that the hooks of rfc-2025-09 invite.
 *
 *	keeper_des4	forgets
 *	keeper		releases it first, whatever comes of it
 */
#include <mmapck/driver.h>

static struct mutex keeper_mutex;

static int keeper_mmap_prepare(struct vm_area_desc *desc)
{
	mutex_lock(&keeper_mutex);
	desc->vm_ops = &generic_file_vm_ops;
	desc->vm_flags |= VM_DONTEXPAND;
	return 0;
}

static int keeper_des4_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	int err = fault("keeper_complete", -EIO, FAULT_DRIVER);

	(void)file;
	(void)vma;
	(void)context;
	if (err)
		return err;
	mutex_unlock(&keeper_mutex);
	return 0;
}

static int keeper_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	(void)file;
	(void)vma;
	(void)context;
	mutex_unlock(&keeper_mutex);
	return fault("keeper_complete", -EIO, FAULT_DRIVER);
}

static void keeper_mmap_abort(struct file *file, int vm_private_data, int context)
{
	(void)file;
	(void)vm_private_data;
	(void)context;
	mutex_unlock(&keeper_mutex);
}

DRIVER(keeper_des4, .mmap_prepare = keeper_mmap_prepare, .mmap_complete = keeper_des4_mmap_complete,
       .mmap_abort = keeper_mmap_abort);
DRIVER(keeper, .mmap_prepare = keeper_mmap_prepare, .mmap_complete = keeper_mmap_complete,
       .mmap_abort = keeper_mmap_abort);
