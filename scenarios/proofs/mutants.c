/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drivers with one mistake each, which what is proved of the others must not be
 * true of. forgets_unlock in a file of its own is one more.
 */
#include <mmapck/driver.h>

static struct mutex unlocks_twice_mutex;
static struct account forgets_uncharge_account;

/* unlocks_twice: complete releases the mutex, and once more on its error path. */
static int unlocks_twice_mmap_prepare(struct vm_area_desc *desc)
{
	mutex_lock(&unlocks_twice_mutex);
	desc->vm_ops = &generic_file_vm_ops;
	return 0;
}

static int unlocks_twice_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	int err = fault("unlocks_twice_mmap_complete", -EIO, FAULT_DRIVER);

	(void)file;
	(void)vma;
	(void)context;
	mutex_unlock(&unlocks_twice_mutex);
	if (err)
		mutex_unlock(&unlocks_twice_mutex);
	return err;
}

static void unlocks_twice_mmap_abort(struct file *file, int vm_private_data, int context)
{
	(void)file;
	(void)vm_private_data;
	(void)context;
	mutex_unlock(&unlocks_twice_mutex);
}

DRIVER(unlocks_twice, .mmap_prepare = unlocks_twice_mmap_prepare, .mmap_complete = unlocks_twice_mmap_complete,
       .mmap_abort = unlocks_twice_mmap_abort);

/* puts_twice: prepare takes a reference to the file, abort gives two back. */
static int puts_twice_mmap_prepare(struct vm_area_desc *desc)
{
	get_file(desc->file, REF_DRIVER);
	desc->vm_ops = &generic_file_vm_ops;
	return 0;
}

static int puts_twice_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	(void)vma;
	(void)context;
	fput(file, REF_DRIVER);
	return 0;
}

static void puts_twice_mmap_abort(struct file *file, int vm_private_data, int context)
{
	(void)vm_private_data;
	(void)context;
	fput(file, REF_DRIVER);
	fput(file, REF_DRIVER);
}

DRIVER(puts_twice, .mmap_prepare = puts_twice_mmap_prepare, .mmap_complete = puts_twice_mmap_complete,
       .mmap_abort = puts_twice_mmap_abort);

/* forgets_uncharge: prepare charges, complete settles it, abort forgets to. */
static int forgets_uncharge_mmap_prepare(struct vm_area_desc *desc)
{
	charge(&forgets_uncharge_account, 1);
	desc->vm_ops = &generic_file_vm_ops;
	return 0;
}

static int forgets_uncharge_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	(void)file;
	(void)vma;
	(void)context;
	uncharge(&forgets_uncharge_account, 1);
	return 0;
}

static void forgets_uncharge_mmap_abort(struct file *file, int vm_private_data, int context)
{
	(void)file;
	(void)vm_private_data;
	(void)context;
}

DRIVER(forgets_uncharge, .mmap_prepare = forgets_uncharge_mmap_prepare,
       .mmap_complete = forgets_uncharge_mmap_complete, .mmap_abort = forgets_uncharge_mmap_abort);

INVARIANT(uncharged_when_quiet, AT_QUIESCENCE, "the driver forgets_uncharge has nothing charged while no system call runs")
{
	return forgets_uncharge_account.charged == 0;
}
