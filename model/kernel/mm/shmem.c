/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shared anonymous memory: a file of its own for each mapping.
 *
 * Models shmem_zero_setup() and shmem_kernel_file_setup() of mm/shmem.c, Linux
 * 6.11 to 7.3. The file lives as long as its mappings.
 */
#include <mmapck/kernel.h>

static int shmem_release(struct inode *inode, struct file *file)
{
	(void)inode;
	file->f_op = NULL;
	return 0;
}

static const struct file_operations shmem_file_operations = {
	.release = shmem_release,
};

#if MMAPCK_SHMEM_HAS_CLOSE
static struct account shmem_anon_mmaps;

static void shmem_anon_vm_open(struct vm_area_struct *vma)
{
	(void)vma;
	charge(&shmem_anon_mmaps, 1);
}

static void shmem_anon_vm_close(struct vm_area_struct *vma)
{
	(void)vma;
	uncharge(&shmem_anon_mmaps, 1);
}
#else
#define shmem_anon_vm_open(vma) ((void)(vma))
#endif

static const struct vm_operations_struct shmem_anon_vm_ops = {
#if MMAPCK_SHMEM_HAS_CLOSE
	.open = shmem_anon_vm_open,
	.close = shmem_anon_vm_close,
#endif
	.fault = generic_file_fault,
};

/* A file that nothing uses, or NULL. */
static __pure struct file *unused_shmem_file(void)
{
	for (int i = MMAPCK_NR_FILES; i < MMAPCK_NR_ALL_FILES; i++)
		if (!files[i].f_op)
			return &files[i];
	return NULL;
}

/* A new file of shared memory, with one reference of that owner, or NULL. */
static __atomic_step struct file *shmem_kernel_file_setup(int pages, enum ref_owner owner)
{
	struct file *file = unused_shmem_file();

	check(file, "pool-exhausted", "there is a file for each shared anonymous mapping: raise NR_SHMEM_FILES");
	for (int i = MMAPCK_NR_FILES; i < MMAPCK_NR_ALL_FILES; i++) {
		if (&files[i] != file)
			continue;
		inodes[i].i_ino = i;
		inodes[i].i_size = pages;
		file->f_inode = &inodes[i];
		file->f_mapping = &inodes[i].i_data;
	}
	file->f_op = &shmem_file_operations;
	file->f_mode = FMODE_READ | FMODE_WRITE;
	file->f_released = false;
	refcount_get(&file->f_count, owner);
	return file;
}

static int shmem_zero_setup(struct vm_area_struct *vma)
{
	int err = fault("shmem_zero_setup", -ENOMEM, FAULT_LIMIT);

	if (err)
		return err;
	if (vma->vm_file)
		fput(vma->vm_file, REF_VMA);
	vma->vm_file = shmem_kernel_file_setup(vma_pages(vma), REF_VMA);
	vma->vm_ops = &shmem_anon_vm_ops;
	shmem_anon_vm_open(vma);
	return 0;
}

/* For a prepare hook; the reference to the new file is handed over. */
static int shmem_zero_setup_desc(struct vm_area_desc *desc)
{
	int err = fault("shmem_zero_setup_desc", -ENOMEM, FAULT_LIMIT);

	if (err)
		return err;
	desc->vm_file = shmem_kernel_file_setup(vma_desc_pages(desc), REF_DRIVER);
	desc->vm_ops = &shmem_anon_vm_ops;
	return 0;
}
