/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A driver that puts another file in place of its own in .mmap, the scenario's
 * file after this one, and may fail then, as dma-buf does for its importers.
 */
#include <mmapck/driver.h>

DRIVER(swapped_in, .mmap = generic_file_mmap);

static int swaps_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma_set_file(vma, &files[file_inode(file)->i_ino + 1]);
	vma->vm_ops = &generic_file_vm_ops;
	return fault("swaps_file_mmap", -EIO, FAULT_DRIVER);
}

DRIVER(swaps_file, .mmap = swaps_file_mmap);
