/* SPDX-License-Identifier: Apache-2.0 */
/*
 * coda: a file whose pages are those of a file of the host, the scenario's file
 * after this one: .mmap makes the host's mapping that of the open file. Models
 * coda_file_mmap() of fs/coda/file.c, Linux 6.11 to 7.3, without its upcall.
 */
#include <mmapck/driver.h>

static __pure struct file *coda_host_file(const struct file *file)
{
	return &files[file_inode(file)->i_ino + 1];
}

static int coda_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct file *host = coda_host_file(file);

	file->f_mapping = host->f_mapping;
	vma_set_file(vma, host);
	return generic_file_mmap(host, vma);
}

DRIVER(coda, .mmap = coda_file_mmap);
