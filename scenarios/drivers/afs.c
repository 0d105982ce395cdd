/* SPDX-License-Identifier: Apache-2.0 */
/*
 * afs: the count of a file's mappings goes up in prepare, before anybody knows
 * whether there will be a mapping. Models fs/afs/file.c as converted by
 * 9d5403b1036c: a merge or a failure after prepare leaves the count too high.
 * The hooks that rfc-2025-09 offers against that are used.
 */
#include <mmapck/driver.h>

static struct account afs_open_mmaps;		/* cb_nr_mmap */

static void afs_vm_open(struct vm_area_struct *vma)
{
	(void)vma;
	charge(&afs_open_mmaps, 1);
}

static void afs_vm_close(struct vm_area_struct *vma)
{
	(void)vma;
	uncharge(&afs_open_mmaps, 1);
}

static const struct vm_operations_struct afs_vm_ops = {
	.open = afs_vm_open,
	.close = afs_vm_close,
	.fault = generic_file_fault,
};

static int afs_mmap_prepare(struct vm_area_desc *desc)
{
	charge(&afs_open_mmaps, 1);
	desc->vm_ops = &afs_vm_ops;
	return 0;
}

static int afs_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	(void)file;
	(void)vma;
	(void)context;
	return 0;
}

static void afs_mmap_abort(struct file *file, int vm_private_data, int context)
{
	(void)file;
	(void)vm_private_data;
	(void)context;
	uncharge(&afs_open_mmaps, 1);
}

DRIVER(afs, .mmap_prepare = afs_mmap_prepare, .mmap_complete = afs_mmap_complete,
       .mmap_abort = afs_mmap_abort);

static __pure int afs_vmas(void)
{
	int count = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_file &&
		    vma_at(i)->vm_file->f_op->mmap_prepare == afs_mmap_prepare)
			count++;
	return count;
}

INVARIANT(afs_counts_mappings, AT_QUIESCENCE,
	  "the driver afs counts each of its mappings once")
{
	return afs_open_mmaps.charged == afs_vmas();
}
