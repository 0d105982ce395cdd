/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pair_ab: holds one mutex from prepare to complete and takes another inside
 * complete. Together with pair_ba, the same the other way round: each is right
 * alone. Models what a driver lock across the hooks invites, see resctrl.
 */
#ifndef PAIR_AB_C
#define PAIR_AB_C

#include <mmapck/driver.h>

static struct mutex pair_a;
static struct mutex pair_b;

static int pair_ab_mmap_prepare(struct vm_area_desc *desc)
{
	mutex_lock(&pair_a);
	desc->vm_ops = &generic_file_vm_ops;
	desc->vm_flags |= VM_DONTEXPAND;	/* never merges */
	return 0;
}

static int pair_ab_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	(void)file;
	(void)vma;
	(void)context;
	mutex_lock(&pair_b);
	mutex_unlock(&pair_b);
	mutex_unlock(&pair_a);
	return 0;
}

static void pair_ab_mmap_abort(struct file *file, int vm_private_data, int context)
{
	(void)file;
	(void)vm_private_data;
	(void)context;
	mutex_unlock(&pair_a);
}

DRIVER(pair_ab, .mmap_prepare = pair_ab_mmap_prepare, .mmap_complete = pair_ab_mmap_complete,
       .mmap_abort = pair_ab_mmap_abort);

#endif /* PAIR_AB_C */
