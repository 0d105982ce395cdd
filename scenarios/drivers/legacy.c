/* SPDX-License-Identifier: Apache-2.0 */
/*
 * legacy: a driver with .mmap alone, and a count of its mappings that close
 * takes down. Models fs/afs/file.c before its conversion: afs_file_mmap(),
 * afs_vm_open() and afs_vm_close(), Linux 6.12.
 */
#include <mmapck/driver.h>

static struct account legacy_mmaps;

static void legacy_vm_open(struct vm_area_struct *vma)
{
	(void)vma;
	charge(&legacy_mmaps, 1);
}

static void legacy_vm_close(struct vm_area_struct *vma)
{
	(void)vma;
	uncharge(&legacy_mmaps, 1);
}

static const struct vm_operations_struct legacy_vm_ops = {
	.open = legacy_vm_open,
	.close = legacy_vm_close,
	.fault = generic_file_fault,
};

static int legacy_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err;

	(void)file;
	charge(&legacy_mmaps, 1);
	vma->vm_ops = &legacy_vm_ops;
	err = fault("legacy_mmap", -EIO, FAULT_DRIVER);
	if (err)
		uncharge(&legacy_mmaps, 1);
	return err;
}

DRIVER(legacy, .mmap = legacy_mmap);

static __pure int legacy_vmas(void)
{
	int count = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_file && vma_at(i)->vm_file->f_op->mmap == legacy_mmap)
			count++;
	return count;
}

INVARIANT(legacy_counts_mappings, AT_QUIESCENCE,
	  "the driver legacy counts each of its mappings once")
{
	return legacy_mmaps.charged == legacy_vmas();
}
