/* SPDX-License-Identifier: Apache-2.0 */
/*
 * afs_mapped: the count of a file's mappings goes up in mapped, which runs once for
 * each VMA that really exists. Models fs/afs/file.c after "fs: afs: restore
 * mmap_prepare implementation", Linux 7.1; drivers/afs.c is what it was before.
 */
#include <mmapck/driver.h>

#define AFS_COUNTED 1

static struct account afs_mapped_mmaps;

static void afs_mapped_vm_open(struct vm_area_struct *vma)
{
	(void)vma;
	charge(&afs_mapped_mmaps, 1);
}

static void afs_mapped_vm_close(struct vm_area_struct *vma)
{
	if (vma->vm_private_data == AFS_COUNTED)
		uncharge(&afs_mapped_mmaps, 1);
}

static int afs_mapped_mapped(int start, int end, int pgoff, const struct file *file, struct vm_private *private)
{
	(void)start;
	(void)end;
	(void)pgoff;
	(void)file;
	charge(&afs_mapped_mmaps, 1);
	private->data = AFS_COUNTED;
	return 0;
}

static const struct vm_operations_struct afs_mapped_vm_ops = {
	.open = afs_mapped_vm_open,
	.close = afs_mapped_vm_close,
	.mapped = afs_mapped_mapped,
	.fault = generic_file_fault,
};

static int afs_mapped_mmap_prepare(struct vm_area_desc *desc)
{
	desc->vm_ops = &afs_mapped_vm_ops;
	return 0;
}

DRIVER(afs_mapped, .mmap_prepare = afs_mapped_mmap_prepare);

INVARIANT(afs_mapped_uncounted, AT_END,
	  "no mapping of the file is counted when all are gone")
{
	return afs_mapped_mmaps.charged == 0;
}
