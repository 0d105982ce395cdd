/* SPDX-License-Identifier: Apache-2.0 */
/*
 * afs: who counts a file's mappings, before the conversion to .mmap_prepare and
 * after it was mended. Models fs/afs/file.c; afs.c is the conversion itself.
 *
 *	afs_mmap	in .mmap: before 9d5403b1036c, and as reverted
 *	afs_twice	in .mmap_prepare and in mapped: a version of the fix that was
 *			not merged
 *	afs_mapped	in mapped, which runs once for each VMA that really exists: "fs:
 *			afs: restore mmap_prepare implementation", Linux 7.1
 */
#include <mmapck/driver.h>

#define AFS_COUNTED 1

static struct account afs_cb_nr_mmap;

static void afs_add_open_mmap(void)
{
	charge(&afs_cb_nr_mmap, 1);
}

static void afs_drop_open_mmap(void)
{
	uncharge(&afs_cb_nr_mmap, 1);
}

static void afs_counted_vm_open(struct vm_area_struct *vma)
{
	(void)vma;
	afs_add_open_mmap();
}

static void afs_counted_vm_close(struct vm_area_struct *vma)
{
	if (vma->vm_private_data == AFS_COUNTED)
		afs_drop_open_mmap();
}

static int afs_mapped_mapped(int start, int end, int pgoff, const struct file *file, struct vm_private *private)
{
	(void)start;
	(void)end;
	(void)pgoff;
	(void)file;
	afs_add_open_mmap();
	private->data = AFS_COUNTED;
	return 0;
}

static const struct vm_operations_struct afs_counted_vm_ops = {
	.open = afs_counted_vm_open,
	.close = afs_counted_vm_close,
	.mapped = afs_mapped_mapped,
	.fault = generic_file_fault,
};

/* Before there was mapped. */
static const struct vm_operations_struct afs_mmap_vm_ops = {
	.open = afs_counted_vm_open,
	.close = afs_counted_vm_close,
	.fault = generic_file_fault,
};

/* generic_file_mmap(): what has no read_folio cannot be mapped. */
static int afs_generic_mmap(void)
{
	return fault("generic_file_mmap", -ENOEXEC, FAULT_DRIVER);
}

static int afs_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err;

	(void)file;
	afs_add_open_mmap();
	err = afs_generic_mmap();
	if (err) {
		afs_drop_open_mmap();
		return err;
	}
	vma->vm_ops = &afs_mmap_vm_ops;
	vma->vm_private_data = AFS_COUNTED;
	return 0;
}

DRIVER(afs_mmap, .mmap = afs_file_mmap);

static int afs_mapped_mmap_prepare(struct vm_area_desc *desc)
{
	int err = afs_generic_mmap();

	if (!err)
		desc->vm_ops = &afs_counted_vm_ops;
	return err;
}

DRIVER(afs_mapped, .mmap_prepare = afs_mapped_mmap_prepare);

static int afs_twice_mmap_prepare(struct vm_area_desc *desc)
{
	int err;

	afs_add_open_mmap();
	err = afs_mapped_mmap_prepare(desc);
	if (err)
		afs_drop_open_mmap();
	return err;
}

DRIVER(afs_twice, .mmap_prepare = afs_twice_mmap_prepare);

static __pure int afs_counted_vmas(void)
{
	int count = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && (vma_at(i)->vm_ops == &afs_counted_vm_ops || vma_at(i)->vm_ops == &afs_mmap_vm_ops))
			count++;
	return count;
}

INVARIANT(afs_counts_each_vma, AT_QUIESCENCE,
	  "cb_nr_mmap is the number of mappings of the vnode")
{
	return afs_cb_nr_mmap.charged == afs_counted_vmas();
}
