/* SPDX-License-Identifier: Apache-2.0 */
/*
 * slot: prepare notes in the private data which page of the file the mapping
 * begins with. Models what relay, uio and others keep there; they cannot merge,
 * this one can.
 */
#include <mmapck/driver.h>

static int slot_mmap_prepare(struct vm_area_desc *desc)
{
	desc->vm_ops = &generic_file_vm_ops;
	desc->private_data = desc->pgoff + 1;
	return 0;
}

DRIVER(slot, .mmap_prepare = slot_mmap_prepare);

INVARIANT(slot_names_start, AT_QUIESCENCE,
	  "the private data of a mapping of slot is what prepare said of its first page")
{
	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_file && subject(vma_at(i)->vm_file->f_op->mmap_prepare == slot_mmap_prepare) &&
		    vma_at(i)->vm_private_data != vma_at(i)->vm_pgoff + 1)
			return false;
	return true;
}
