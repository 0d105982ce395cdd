/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stacked: a file whose pages are another file's. Prepare takes a reference
 * to the backing file, which is the scenario's file after this one, and puts it in place
 * of its own; complete and abort drop the reference, since the mapping has got
 * one of its own.
 * Models the swap of vm_file in stacked and shared-memory files (fs/backing-file.c,
 * shmem_zero_setup_desc()) with the hooks of rfc-2025-09.
 */
#include <mmapck/driver.h>

static __pure struct file *stacked_backing(const struct file *file)
{
	return &files[file_inode(file)->i_ino + 1];
}

static int stacked_mmap_prepare(struct vm_area_desc *desc)
{
	struct file *backing = stacked_backing(desc->file);

	get_file(backing, REF_DRIVER);
	desc->vm_file = backing;
	desc->vm_ops = &generic_file_vm_ops;
	return 0;
}

static int stacked_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	(void)vma;
	(void)context;
	fput(stacked_backing(file), REF_DRIVER);
	return 0;
}

static void stacked_mmap_abort(struct file *file, int vm_private_data, int context)
{
	(void)vm_private_data;
	(void)context;
	fput(stacked_backing(file), REF_DRIVER);
}

DRIVER(stacked, .mmap_prepare = stacked_mmap_prepare, .mmap_complete = stacked_mmap_complete,
       .mmap_abort = stacked_mmap_abort);
