/* SPDX-License-Identifier: Apache-2.0 */
/*
 * drm_shmem: the object of a mapping is held by who looks it up, for the time
 * of the call, and by each mapping. Models drm_gem_mmap() and
 * drm_gem_shmem_mmap() of drivers/gpu/drm.
 *
 *	drm_041		the helper puts the caller's reference when it fails (before
 *			24013314be6e)
 *	drm_078		the caller forgets its reference when the length does not fit
 *			(as cf6a05c8494a in another driver)
 *	drm_shmem	neither
 */
#include <mmapck/driver.h>

static struct refcount drm_object;

static void drm_gem_vm_open(struct vm_area_struct *vma)
{
	(void)vma;
	refcount_get(&drm_object, REF_VMA);
}

static void drm_gem_vm_close(struct vm_area_struct *vma)
{
	(void)vma;
	refcount_put(&drm_object, REF_VMA);
}

static const struct vm_operations_struct drm_gem_vmops = {
	.open = drm_gem_vm_open,
	.close = drm_gem_vm_close,
	.fault = generic_file_fault,
};

static int drm_gem_shmem_mmap(struct vm_area_struct *vma)
{
	int err = fault("drm_gem_shmem_get_pages", -ENOMEM, FAULT_ALLOC_MAY_FAIL);

	if (err)
		return err;
	vma->vm_ops = &drm_gem_vmops;
	drm_gem_vm_open(vma);
	return 0;
}

static int drm_shmem_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = -EINVAL;

	refcount_get(&drm_object, REF_SYSCALL);
	if (vma_pages(vma) == file_inode(file)->i_size)
		err = drm_gem_shmem_mmap(vma);
	refcount_put(&drm_object, REF_SYSCALL);
	return err;
}

DRIVER(drm_shmem, .mmap = drm_shmem_mmap);

static int drm_041_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err;

	(void)file;
	refcount_get(&drm_object, REF_SYSCALL);
	err = drm_gem_shmem_mmap(vma);
	if (err)
		refcount_put(&drm_object, REF_SYSCALL);	/* in the helper */
	refcount_put(&drm_object, REF_SYSCALL);
	return err;
}

DRIVER(drm_041, .mmap = drm_041_mmap);

static int drm_078_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err;

	refcount_get(&drm_object, REF_SYSCALL);
	if (vma_pages(vma) != file_inode(file)->i_size)
		return -EINVAL;
	err = drm_gem_shmem_mmap(vma);
	refcount_put(&drm_object, REF_SYSCALL);
	return err;
}

DRIVER(drm_078, .mmap = drm_078_mmap);

INVARIANT(drm_object_unused, AT_END,
	  "nobody holds the object when all its mappings are gone")
{
	return refcount_read(&drm_object) == 0;
}
