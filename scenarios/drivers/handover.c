/* SPDX-License-Identifier: Apache-2.0 */
/*
 * handover: a file whose pages are another file's: prepare puts the scenario's
 * file after this one in place of its own and hands over a reference to it.
 * Models shmem_zero_setup_desc() of mm/shmem.c as /dev/zero uses it, Linux 7.0.
 *
 *	handover	nothing else
 *	handover_bad	and asks for an action that does not fit the mapping
 */
#include <mmapck/driver.h>

static __pure struct file *handover_file(const struct file *file)
{
	return &files[file_inode(file)->i_ino + 1];
}

static int handover_mmap_prepare(struct vm_area_desc *desc)
{
	struct file *file = handover_file(desc->file);

	get_file(file, REF_DRIVER);
	desc->vm_file = file;
	desc->vm_ops = &generic_file_vm_ops;
	return 0;
}

DRIVER(handover, .mmap_prepare = handover_mmap_prepare);

#ifdef MMAPCK_HAVE_MMAP_ACTION
static int handover_bad_mmap_prepare(struct vm_area_desc *desc)
{
	int err = handover_mmap_prepare(desc);

	mmap_action_map_kernel_pages(desc, desc->start, 1, vma_desc_pages(desc) + 1);
	return err;
}

DRIVER(handover_bad, .mmap_prepare = handover_bad_mmap_prepare);
#endif
