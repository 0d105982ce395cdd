/* SPDX-License-Identifier: Apache-2.0 */
/* When every process has exited and every file is closed, nothing is left. */
#include <mmapck/kernel.h>

INVARIANT(no_vma_left, AT_END,
	  "no VMA outlives every process")
{
	for (int i = 0; i < vma_size; i++)
		if (vma_at(i))
			return false;
	return true;
}

INVARIANT(no_charge_left, AT_END,
	  "nothing is charged when every process has exited")
{
	return vm_committed_as.charged == 0;
}

INVARIANT(no_file_left, AT_END,
	  "nobody holds a file when every process has exited")
{
	for (int i = 0; i < MMAPCK_NR_ALL_FILES; i++)
		if (refcount_read(&files[i].f_count) != 0)
			return false;
	return true;
}

INVARIANT(no_writable_mapping_left, AT_END,
	  "no file counts a writable mapping when every process has exited")
{
	for (int i = 0; i < MMAPCK_NR_ALL_FILES; i++)
		if (inodes[i].i_data.i_mmap_writable > 0)
			return false;
	return true;
}
