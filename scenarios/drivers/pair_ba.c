/* SPDX-License-Identifier: Apache-2.0 */
/* pair_ba: as pair_ab, with the two mutexes in the other order. */
#include "pair_ab.c"

static int pair_ba_mmap_prepare(struct vm_area_desc *desc)
{
	mutex_lock(&pair_b);
	desc->vm_ops = &generic_file_vm_ops;
	desc->vm_flags |= VM_DONTEXPAND;	/* never merges */
	return 0;
}

static int pair_ba_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	(void)file;
	(void)vma;
	(void)context;
	mutex_lock(&pair_a);
	mutex_unlock(&pair_a);
	mutex_unlock(&pair_b);
	return 0;
}

static void pair_ba_mmap_abort(struct file *file, int vm_private_data, int context)
{
	(void)file;
	(void)vm_private_data;
	(void)context;
	mutex_unlock(&pair_b);
}

DRIVER(pair_ba, .mmap_prepare = pair_ba_mmap_prepare, .mmap_complete = pair_ba_mmap_complete,
       .mmap_abort = pair_ba_mmap_abort);
