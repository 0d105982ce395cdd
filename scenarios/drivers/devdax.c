/* SPDX-License-Identifier: Apache-2.0 */
/*
 * devdax: a device of persistent memory, mapped in large pages: shared, aligned,
 * and never split off its alignment. Models dax_mmap(), dax_mmap_prepare() and
 * dax_may_split() of drivers/dax/device.c, Linux 6.12 and 6.16 to 7.3. Two pages here
 * are one of the device.
 */
#include <mmapck/driver.h>

#define DEV_DAX_ALIGN 2

static bool dev_dax_dead;

static int dax_may_split(struct vm_area_struct *vma, int addr)
{
	(void)vma;
	return addr % DEV_DAX_ALIGN ? -EINVAL : 0;
}

static int dev_dax_fault(struct vm_fault *vmf)
{
	/* the device may have died since */
	return dev_dax_dead ? VM_FAULT_SIGBUS : generic_file_fault(vmf);
}

static const struct vm_operations_struct dax_vm_ops = {
	.may_split = dax_may_split,
	.fault = dev_dax_fault,
};

/* Under dax_read_lock(), which ends with the hook: the device may die after it. */
static __pure int check_vma(unsigned vm_flags, int start, int end)
{
	if (dev_dax_dead)
		return -ENXIO;
	if (!(vm_flags & VM_MAYSHARE))
		return -EINVAL;
	return start % DEV_DAX_ALIGN || end % DEV_DAX_ALIGN ? -EINVAL : 0;
}

#ifdef MMAPCK_NO_MMAP_PREPARE
static int dax_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = check_vma(vma->vm_flags, vma->vm_start, vma->vm_end);

	(void)file;
	if (!err)
		vma->vm_ops = &dax_vm_ops;
	return err;
}

DRIVER(devdax, .mmap = dax_mmap);
#else
static int dax_mmap_prepare(struct vm_area_desc *desc)
{
	int err = check_vma(desc->vm_flags, desc->start, desc->end);

	if (!err)
		desc->vm_ops = &dax_vm_ops;
	return err;
}

DRIVER(devdax, .mmap_prepare = dax_mmap_prepare);
#endif

__syscall static long kill_dev_dax(void)
{
	dev_dax_dead = true;
	return 0;
}

INVARIANT(devdax_stays_aligned, AT_QUIESCENCE,
	  "no mapping of the device begins or ends inside of one of its pages")
{
	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && subject(vma_at(i)->vm_ops == &dax_vm_ops) &&
		    (vma_at(i)->vm_start % DEV_DAX_ALIGN || vma_at(i)->vm_end % DEV_DAX_ALIGN))
			return false;
	return true;
}
