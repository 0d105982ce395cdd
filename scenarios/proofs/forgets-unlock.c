/* SPDX-License-Identifier: Apache-2.0 */
/* forgets_unlock: region.c, but that abort leaves the mutex locked. */
#include <mmapck/driver.h>

static struct mutex forgets_unlock_mutex;

static int forgets_unlock_mmap_prepare(struct vm_area_desc *desc)
{
	mutex_lock(&forgets_unlock_mutex);
	desc->vm_ops = &generic_file_vm_ops;
	return 0;
}

static int forgets_unlock_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	(void)file;
	(void)vma;
	(void)context;
	mutex_unlock(&forgets_unlock_mutex);
	return 0;
}

static void forgets_unlock_mmap_abort(struct file *file, int vm_private_data, int context)
{
	(void)file;
	(void)vm_private_data;
	(void)context;
}

DRIVER(forgets_unlock, .mmap_prepare = forgets_unlock_mmap_prepare, .mmap_complete = forgets_unlock_mmap_complete,
       .mmap_abort = forgets_unlock_mmap_abort);
