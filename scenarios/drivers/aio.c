/* SPDX-License-Identifier: Apache-2.0 */
/*
 * aio: a ring of events that may be told to move, or refuse: its context may
 * be dead. Models aio_ring_mremap() of fs/aio.c, Linux 6.12 to 7.3, for a private
 * mapping of ordinary memory as resctrl and others refuse it as well.
 */
#include <mmapck/driver.h>

static int aio_ring_mremap(struct vm_area_struct *vma)
{
	(void)vma;
	return fault("aio_ring_mremap", -EINVAL, FAULT_DRIVER);
}

static const struct vm_operations_struct aio_ring_vm_ops = {
	.mremap = aio_ring_mremap,
	.fault = generic_file_fault,
};

static int aio_ring_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma->vm_ops = &aio_ring_vm_ops;
	return 0;
}

DRIVER(aio, .mmap = aio_ring_mmap);
