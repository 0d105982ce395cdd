/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mapped: what belongs to one mapping is taken in mapped and open and given back
 * in close, as from v7.1 on. Models drivers/target/target_core_user.c (tcmu)
 * and drivers/hwtracing/stm/core.c, Linux 7.1.
 *
 *	mapped		close gives back what the private data says was taken
 *	mapped_trusting	close gives back whatever comes
 */
#include <mmapck/driver.h>

#define MAPPED_TAKEN 1

static struct account mapped_refs;

static int mapped_mapped(int start, int end, int pgoff, const struct file *file, struct vm_private *private)
{
	int err = fault("mapped_mapped", -EBUSY, FAULT_DRIVER);

	(void)start;
	(void)end;
	(void)pgoff;
	(void)file;
	if (err)
		return err;
	charge(&mapped_refs, 1);
	private->data = MAPPED_TAKEN;
	return 0;
}

static void mapped_vm_open(struct vm_area_struct *vma)
{
	(void)vma;
	charge(&mapped_refs, 1);
}

static void mapped_vm_close(struct vm_area_struct *vma)
{
	if (vma->vm_private_data == MAPPED_TAKEN)
		uncharge(&mapped_refs, 1);
}

static const struct vm_operations_struct mapped_vm_ops = {
	.open = mapped_vm_open,
	.close = mapped_vm_close,
	.mapped = mapped_mapped,
	.fault = generic_file_fault,
};

static int mapped_mmap_prepare(struct vm_area_desc *desc)
{
	desc->vm_ops = &mapped_vm_ops;
	return 0;
}

DRIVER(mapped, .mmap_prepare = mapped_mmap_prepare);

static void mapped_trusting_vm_close(struct vm_area_struct *vma)
{
	(void)vma;
	uncharge(&mapped_refs, 1);
}

static const struct vm_operations_struct mapped_trusting_vm_ops = {
	.open = mapped_vm_open,
	.close = mapped_trusting_vm_close,
	.mapped = mapped_mapped,
	.fault = generic_file_fault,
};

static int mapped_trusting_mmap_prepare(struct vm_area_desc *desc)
{
	desc->vm_ops = &mapped_trusting_vm_ops;
	return 0;
}

DRIVER(mapped_trusting, .mmap_prepare = mapped_trusting_mmap_prepare);

static __pure int mapped_vmas(void)
{
	int count = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_ops && vma_at(i)->vm_ops->mapped == mapped_mapped)
			count++;
	return count;
}

INVARIANT(mapped_counts_mappings, AT_QUIESCENCE,
	  "the driver mapped counts each of its mappings once")
{
	return mapped_refs.charged == mapped_vmas();
}
