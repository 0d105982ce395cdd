/* SPDX-License-Identifier: Apache-2.0 */
/*
 * /dev/mem and /dev/zero. Models mmap_mem(), mmap_zero() and what they became in
 * drivers/char/mem.c.
 *
 *	mem	page frames; every failure to map them is -EAGAIN: the hook's own
 *		doing, then an error hook (Linux 7.0), then error_override
 *	zero	shared: a new file of shared memory takes the place of the device's
 */
#include <mmapck/driver.h>

static const struct vm_operations_struct mmap_mem_ops = { };

#ifdef MMAPCK_HAVE_MMAP_ACTION
static int mmap_mem_error(int err)
{
	(void)err;
	return -EAGAIN;
}

static int mmap_mem_prepare(struct vm_area_desc *desc)
{
	int err = fault("range_is_allowed", -EPERM, FAULT_POLICY);

	if (err)
		return err;
	desc->vm_ops = &mmap_mem_ops;
	mmap_action_remap_full(desc, desc->pgoff + 1);
	desc->action.error_hook = mmap_mem_error;
	desc->action.error_override = -EAGAIN;
	return 0;
}

DRIVER(mem, .mmap_prepare = mmap_mem_prepare);

static int mmap_zero_prepare(struct vm_area_desc *desc)
{
	return desc->vm_flags & VM_SHARED ? shmem_zero_setup_desc(desc) : 0;
}

DRIVER(zero, .mmap_prepare = mmap_zero_prepare);
#else
static int mmap_mem(struct file *file, struct vm_area_struct *vma)
{
	int err = fault("range_is_allowed", -EPERM, FAULT_POLICY);

	(void)file;
	if (err)
		return err;
	vma->vm_ops = &mmap_mem_ops;
	vma->vm_flags |= VM_REMAP_FLAGS;
	return remap_pfn_range(vma, vma->vm_pgoff + 1) ? -EAGAIN : 0;
}

DRIVER(mem, .mmap = mmap_mem);

static int mmap_zero(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	return vma->vm_flags & VM_SHARED ? shmem_zero_setup(vma) : 0;
}

DRIVER(zero, .mmap = mmap_zero);
#endif
