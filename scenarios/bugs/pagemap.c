/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A walk over an address space that calls back under the lock of a file's
 * mappings. Models pagemap_scan_hugetlb_entry() of fs/proc/task_mmu.c.
 *
 *	pagemap_scan_102	the callback takes the lock for writing, which the walk
 *				holds for reading (before e92d92bbafb2)
 *	pagemap_scan		the callback does its work without
 */
#include <mmapck/driver.h>

DRIVER(walked, .mmap = generic_file_mmap);

static void change_protection(struct address_space *mapping)
{
	i_mmap_lock_write(mapping);
	i_mmap_unlock_write(mapping);
}

__syscall static long pagemap_scan_102(int fd)
{
	struct address_space *mapping = files[fd].f_mapping;

	down_read(&mapping->i_mmap_rwsem);
	change_protection(mapping);
	up_read(&mapping->i_mmap_rwsem);
	return 0;
}

__syscall static long pagemap_scan(int fd)
{
	struct address_space *mapping = files[fd].f_mapping;

	down_read(&mapping->i_mmap_rwsem);
	up_read(&mapping->i_mmap_rwsem);
	return 0;
}
