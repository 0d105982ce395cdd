/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mapped_settles: takes something for each call in prepare, and believes that mapped
 * will find it there. v7.1 and v7.3 call mapped for new VMAs alone; where the range
 * merges, or no VMA comes about, nobody gives it back. ref calls abort.
 */
#include <mmapck/driver.h>

static struct obligation mapped_settles_object;

static int mapped_settles_mapped(int start, int end, int pgoff, const struct file *file, struct vm_private *private)
{
	(void)start;
	(void)end;
	(void)pgoff;
	(void)file;
	(void)private;
	settle(&mapped_settles_object);
	return 0;
}

static void mapped_settles_abort(struct file *file, int vm_private_data, int context)
{
	(void)file;
	(void)vm_private_data;
	(void)context;
	settle(&mapped_settles_object);
}

static const struct vm_operations_struct mapped_settles_vm_ops = {
	.mapped = mapped_settles_mapped,
	.fault = generic_file_fault,
};

static int mapped_settles_prepare(struct vm_area_desc *desc)
{
	owe(&mapped_settles_object);
	desc->vm_ops = &mapped_settles_vm_ops;
	return 0;
}

DRIVER(mapped_settles, .mmap_prepare = mapped_settles_prepare, .mmap_abort = mapped_settles_abort);

INVARIANT(mapped_settles_settled, AT_QUIESCENCE,
	  "what prepare has taken is given back by the time that no system call runs")
{
	return mapped_settles_object.owed == 0;
}
