/* SPDX-License-Identifier: Apache-2.0 */
/*
 * counted: complete and abort that count, without anything between. The
 * backing file of a stacked one may be of this driver: a core that looks the hooks up on
 * the wrong file then calls these.
 */
#include <mmapck/driver.h>

static struct obligation counted_prepared;

static int counted_mmap_prepare(struct vm_area_desc *desc)
{
	owe(&counted_prepared);
	desc->vm_ops = &generic_file_vm_ops;
	return 0;
}

static int counted_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	int err;

	(void)file;
	(void)vma;
	(void)context;
	settle(&counted_prepared);
	err = fault("counted_mmap_complete", -EIO, FAULT_DRIVER);
	return err;
}

static void counted_mmap_abort(struct file *file, int vm_private_data, int context)
{
	(void)file;
	(void)vm_private_data;
	(void)context;
	settle(&counted_prepared);
}

DRIVER(counted, .mmap_prepare = counted_mmap_prepare, .mmap_complete = counted_mmap_complete,
       .mmap_abort = counted_mmap_abort);

INVARIANT(counted_settled, AT_QUIESCENCE,
	  "the driver counted has settled every prepare while no system call runs")
{
	return counted_prepared.owed == 0;
}
