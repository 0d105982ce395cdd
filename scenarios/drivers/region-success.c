/* SPDX-License-Identifier: Apache-2.0 */
/*
 * region_success: region, moved to the hooks of v7.0 as they look alike: the
 * mutex is taken in prepare and released in the success or the error hook.
 * Neither runs where the range merges or an allocation fails.
 */
#include <mmapck/driver.h>

static struct mutex region_success_mutex;

static int region_success_hook(const struct vm_area_struct *vma)
{
	(void)vma;
	mutex_unlock(&region_success_mutex);
	return 0;
}

static int region_error_hook(int err)
{
	mutex_unlock(&region_success_mutex);
	return err;
}

static int region_success_mmap_prepare(struct vm_area_desc *desc)
{
	mutex_lock(&region_success_mutex);
	desc->vm_ops = &generic_file_vm_ops;
	desc->action.success_hook = region_success_hook;
	desc->action.error_hook = region_error_hook;
	return 0;		/* region_success_mutex stays held */
}

DRIVER(region_success, .mmap_prepare = region_success_mmap_prepare);
