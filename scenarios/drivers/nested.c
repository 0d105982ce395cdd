/* SPDX-License-Identifier: Apache-2.0 */
/*
 * nested: a file with .mmap whose pages are another file's with .mmap_prepare:
 * the scenario's file after this one. Models backing_file_mmap() of
 * fs/backing-file.c and shm_mmap() of ipc/shm.c, Linux 6.17 to 7.3.
 *
 *	nested		gives the VMA the other file, then calls it
 *	nested_late	may fail after the other file was mapped
 */
#include <mmapck/driver.h>

static __pure struct file *nested_file(const struct file *file)
{
	return &files[file_inode(file)->i_ino + 1];
}

static int nested_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma_set_file(vma, nested_file(file));
	return compat_vma_mmap(nested_file(file), vma);
}

DRIVER(nested, .mmap = nested_mmap);

static int nested_late_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err;

	vma_set_file(vma, nested_file(file));
	err = compat_vma_mmap(nested_file(file), vma);
	if (err)
		return err;
	return fault("nested_late_mmap", -EIO, FAULT_DRIVER);
}

DRIVER(nested_late, .mmap = nested_late_mmap);
