/* SPDX-License-Identifier: Apache-2.0 */
/*
 * devdax: a device of persistent memory, mapped in large pages: shared, aligned,
 * and never split off its alignment. Models dax_mmap_prepare() and
 * dax_may_split() of drivers/dax/device.c, Linux 6.16 to 7.3. Two pages here are one
 * of the device.
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

static int dax_mmap_prepare(struct vm_area_desc *desc)
{
	if (dev_dax_dead)
		return -ENXIO;
	if (!(desc->vm_flags & VM_MAYSHARE))
		return -EINVAL;
	if (desc->start % DEV_DAX_ALIGN || desc->end % DEV_DAX_ALIGN)
		return -EINVAL;
	desc->vm_ops = &dax_vm_ops;
	return 0;
}

DRIVER(devdax, .mmap_prepare = dax_mmap_prepare);

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
