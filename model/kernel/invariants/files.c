/* SPDX-License-Identifier: Apache-2.0 */
/* References to files, and who may map them writable. */
#include <mmapck/kernel.h>

static __pure int count_vmas_of_file(const struct file *file)
{
	int count = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_file == file)
			count++;
	return count;
}

INVARIANT(vma_holds_file, AT_QUIESCENCE,
	  "each mapping of a file holds one reference to it, and nothing else does in its name")
{
	for (int i = 0; i < MMAPCK_NR_ALL_FILES; i++)
		if (count_vmas_of_file(&files[i]) != files[i].f_count.held[REF_VMA])
			return false;
	return true;
}

INVARIANT(syscall_returns_file, AT_QUIESCENCE,
	  "no system call keeps the file reference that it took for itself")
{
	for (int i = 0; i < MMAPCK_NR_ALL_FILES; i++)
		if (files[i].f_count.held[REF_SYSCALL])
			return false;
	return true;
}

static __pure int count_fds_of_file(int file)
{
	int count = 0;

	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		if (fd_tables[p].open_fds >> file & 1)
			count++;
	return count;
}

INVARIANT(fd_holds_file, AT_QUIESCENCE,
	  "each descriptor holds one reference to its file")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		if (count_fds_of_file(i) != files[i].f_count.held[REF_FD])
			return false;
	return true;
}

/* Shared mappings of the inode's pages that may become writable. */
static __pure int count_writable_vmas(const struct inode *inode)
{
	int count = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_file && vma_at(i)->vm_file->f_inode == inode &&
		    is_shared_maywrite(vma_at(i)->vm_flags))
			count++;
	return count;
}

INVARIANT(writable_count_matches, AT_QUIESCENCE,
	  "i_mmap_writable is the number of shared mappings that may be written")
{
	for (int i = 0; i < MMAPCK_NR_ALL_FILES; i++)
		if (inodes[i].i_data.i_mmap_writable >= 0 &&
		    inodes[i].i_data.i_mmap_writable != count_writable_vmas(&inodes[i]))
			return false;
	return true;
}

INVARIANT(sealed_is_not_mapped_writable, EVERY_STEP,
	  "no shared writable mapping of a sealed file is linked to it")
{
	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_file && vma_at(i)->linked &&
		    is_shared_maywrite(vma_at(i)->vm_flags) &&
		    subject(vma_at(i)->vm_file->f_mapping->i_mmap_writable <= 0 ||
			    (file_inode(vma_at(i)->vm_file)->i_seals & F_SEAL_WRITE)))
			return false;
	return true;
}
