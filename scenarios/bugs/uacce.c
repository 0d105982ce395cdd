/* SPDX-License-Identifier: Apache-2.0 */
/*
 * uacce: the private data of a mapping is a queue that close frees; a move copies
 * the pointer. Models uacce_fops_mmap() of drivers/misc/uacce.
 *
 *	uacce_071	says nothing of moves (before 02695347be53)
 *	uacce		refuses them
 */
#include <mmapck/driver.h>

static struct obligation uacce_queue;

static void uacce_vma_close(struct vm_area_struct *vma)
{
	if (vma->vm_private_data)
		settle(&uacce_queue);
}

static int uacce_may_split(struct vm_area_struct *vma, int addr)
{
	(void)vma;
	(void)addr;
	return -EINVAL;
}

static int uacce_mremap(struct vm_area_struct *vma)
{
	vma->vm_private_data = 0;	/* the copy has no queue */
	return -EPERM;
}

static const struct vm_operations_struct uacce_071_vm_ops = {
	.close = uacce_vma_close,
	.may_split = uacce_may_split,
	.fault = generic_file_fault,
};

static const struct vm_operations_struct uacce_vm_ops = {
	.close = uacce_vma_close,
	.may_split = uacce_may_split,
	.mremap = uacce_mremap,
	.fault = generic_file_fault,
};

static int uacce_071_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma->vm_ops = &uacce_071_vm_ops;
	vma->vm_private_data = 1;
	owe(&uacce_queue);
	return 0;
}

DRIVER(uacce_071, .mmap = uacce_071_mmap);

static int uacce_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = uacce_071_mmap(file, vma);

	vma->vm_ops = &uacce_vm_ops;
	return err;
}

DRIVER(uacce, .mmap = uacce_mmap);
