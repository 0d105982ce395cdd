/* SPDX-License-Identifier: Apache-2.0 */
/*
 * /dev/mem and /dev/zero. Models mmap_mem(), mmap_zero() and what they became in
 * drivers/char/mem.c.
 *
 *	mem	page frames; every failure to map them is -EAGAIN: the hook's own
 *		doing, then an error hook (Linux 7.0), then error_override
 *	zero	shared: a new file of shared memory takes the place of the device's;
 *		private: to look like anonymous memory, which a success hook (Linux 7.0)
 *		or the lack of operations (7.1) does
 *	mem_complete, zero_complete
 *		"expand mmap_prepare functionality, port more users", v1, September
 *		2025: operations that prepare takes away stay
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

static int mmap_zero_private_success(const struct vm_area_struct *vma)
{
	/* the kernel casts, too */
	vma_set_anonymous((struct vm_area_struct *)vma);
	return 0;
}

static int mmap_zero_prepare(struct vm_area_desc *desc)
{
	if (desc->vm_flags & VM_SHARED)
		return shmem_zero_setup_desc(desc);
	desc->vm_ops = NULL;
	desc->action.success_hook = mmap_zero_private_success;
	return 0;
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
	return remap_pfn_range(vma, vma->vm_pgoff + 1) ? -EAGAIN : 0;
}

DRIVER(mem, .mmap = mmap_mem);

static int mmap_zero(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	if (vma->vm_flags & VM_SHARED)
		return shmem_zero_setup(vma);
	vma_set_anonymous(vma);
	return 0;
}

DRIVER(zero, .mmap = mmap_zero);
#endif

static int mem_complete_prepare(struct vm_area_desc *desc)
{
	int err = fault("range_is_allowed", -EPERM, FAULT_POLICY);

	if (err)
		return err;
	desc->vm_ops = &mmap_mem_ops;
	remap_pfn_range_prepare(desc);
	return 0;
}

static int mem_complete_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	(void)file;
	(void)context;
	return remap_pfn_range_complete(vma, vma->vm_pgoff + 1) ? -EAGAIN : 0;
}

DRIVER(mem_complete, .mmap_prepare = mem_complete_prepare, .mmap_complete = mem_complete_complete);

static int zero_complete_prepare(struct vm_area_desc *desc)
{
	if (desc->vm_flags & VM_SHARED)
		return shmem_zero_setup_desc(desc);
	desc->vm_ops = NULL;
	return 0;
}

DRIVER(zero_complete, .mmap_prepare = zero_complete_prepare);

INVARIANT(zero_private_is_anonymous, AT_QUIESCENCE,
	  "a private mapping of /dev/zero looks like anonymous memory")
{
	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && subject(vma_at(i)->vm_file && !(vma_at(i)->vm_flags & VM_SHARED) &&
					 vma_at(i)->vm_ops != &mmap_mem_ops) &&
		    !vma_is_anonymous(vma_at(i)))
			return false;
	return true;
}
