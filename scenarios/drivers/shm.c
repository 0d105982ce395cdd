/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shm: a segment of System V shared memory: counts who is attached and maps
 * another file, whose operations it stands before: the scenario's file after this
 * one. Models shm_mmap(), shm_open() and shm_close() of ipc/shm.c, Linux 6.12 to
 * 7.3.
 */
#include <mmapck/driver.h>

static struct mutex shm_ids;
static struct account shm_nattch;

static __pure struct file *shm_file(const struct file *file)
{
	return &files[file_inode(file)->i_ino + 1];
}

static int __shm_open(void)
{
	int err;

	mutex_lock(&shm_ids);
	err = fault("shm_lock", -EIDRM, FAULT_DRIVER);
	if (!err)
		charge(&shm_nattch, 1);
	mutex_unlock(&shm_ids);
	return err;
}

static void __shm_close(void)
{
	mutex_lock(&shm_ids);
	uncharge(&shm_nattch, 1);
	mutex_unlock(&shm_ids);
}

static void shm_open(struct vm_area_struct *vma)
{
	(void)vma;
	mutex_lock(&shm_ids);
	charge(&shm_nattch, 1);
	mutex_unlock(&shm_ids);
}

static void shm_close(struct vm_area_struct *vma)
{
	(void)vma;
	__shm_close();
}

static const struct vm_operations_struct shm_vm_ops = {
	.open = shm_open,
	.close = shm_close,
	.fault = generic_file_fault,
};

#ifdef MMAPCK_NO_MMAP_PREPARE
#define shm_nested_mmap(file, vma) generic_file_mmap(file, vma)
#else
#define shm_nested_mmap(file, vma) compat_vma_mmap(file, vma)
#endif

static int shm_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = __shm_open();

	if (err)
		return err;
	vma_set_file(vma, shm_file(file));
	err = shm_nested_mmap(shm_file(file), vma);
	if (err) {
		__shm_close();
		return err;
	}
	vma->vm_ops = &shm_vm_ops;
	return 0;
}

DRIVER(shm, .mmap = shm_mmap);

static __pure int shm_vmas(void)
{
	int count = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_ops == &shm_vm_ops)
			count++;
	return count;
}

INVARIANT(shm_counts_attached, AT_QUIESCENCE,
	  "nattch is the number of mappings of the segment")
{
	return shm_nattch.charged == shm_vmas();
}
