/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gntdev: grants of another domain, watched by a notifier while they are mapped.
 * Models gntdev_mmap() and gntdev_vma_close() of drivers/xen/gntdev.c.
 *
 *	gntdev_026	the error path removes the notifier whose registration failed
 *			(before 970655aa9b42)
 *	gntdev_072	the first part that is unmapped removes it (before 5c13a4a0291b)
 *	gntdev		both fixed
 */
#include <mmapck/driver.h>

static bool gntdev_registered;
static struct account gntdev_users;

static void mmu_interval_notifier_remove(void)
{
	check(gntdev_registered, "notifier-not-registered", "only a notifier that was registered is removed");
	gntdev_registered = false;
}

static int mmu_interval_notifier_insert(void)
{
	int err = fault("mmu_interval_notifier_insert", -EINTR, FAULT_SIGNAL);

	if (!err)
		gntdev_registered = true;
	return err;
}

static void gntdev_vma_open(struct vm_area_struct *vma)
{
	(void)vma;
	charge(&gntdev_users, 1);
}

static void gntdev_vma_close(struct vm_area_struct *vma)
{
	(void)vma;
	uncharge(&gntdev_users, 1);
	if (!gntdev_users.charged)
		mmu_interval_notifier_remove();
}

static void gntdev_072_vma_close(struct vm_area_struct *vma)
{
	(void)vma;
	uncharge(&gntdev_users, 1);
	mmu_interval_notifier_remove();
}

static const struct vm_operations_struct gntdev_vmops = {
	.open = gntdev_vma_open,
	.close = gntdev_vma_close,
	.fault = generic_file_fault,
};

static const struct vm_operations_struct gntdev_072_vmops = {
	.open = gntdev_vma_open,
	.close = gntdev_072_vma_close,
	.fault = generic_file_fault,
};

static int gntdev_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = mmu_interval_notifier_insert();

	(void)file;
	if (err)
		return err;
	vma->vm_flags |= VM_DONTEXPAND;
	vma->vm_ops = &gntdev_vmops;
	gntdev_vma_open(vma);
	return 0;
}

DRIVER(gntdev, .mmap = gntdev_mmap);

static int gntdev_026_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = gntdev_mmap(file, vma);

	if (err)
		mmu_interval_notifier_remove();
	return err;
}

DRIVER(gntdev_026, .mmap = gntdev_026_mmap);

static int gntdev_072_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = gntdev_mmap(file, vma);

	if (!err)
		vma->vm_ops = &gntdev_072_vmops;
	return err;
}

DRIVER(gntdev_072, .mmap = gntdev_072_mmap);
