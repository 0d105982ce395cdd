/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plain: a regular file of a page cache file system, mapped with generic hooks.
 * Models generic_file_mmap() and generic_file_mmap_prepare() of mm/filemap.c,
 * before and since Linux 6.16. Nothing is taken, so nothing is owed; a scenario
 * makes the hook refuse by the site "plain_mmap" or "plain_mmap_prepare".
 */
#include <mmapck/driver.h>

#ifdef MMAPCK_NO_MMAP_PREPARE
static int plain_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = fault("plain_mmap", -ENOEXEC, FAULT_DRIVER);

	if (err)
		return err;
	return generic_file_mmap(file, vma);
}

DRIVER(plain, .mmap = plain_mmap);
#else
static int plain_mmap_prepare(struct vm_area_desc *desc)
{
	int err = fault("plain_mmap_prepare", -ENOEXEC, FAULT_DRIVER);

	if (err)
		return err;
	return generic_file_mmap_prepare(desc);
}

DRIVER(plain, .mmap_prepare = plain_mmap_prepare);
#endif
