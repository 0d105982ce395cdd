/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mmap_region(): what can be refused before anything is touched, and a pin
 * against sealing meanwhile.
 *
 * Models mmap_region() of mm/vma.c since November 2024 (5de195060b2e), Linux
 * 6.12 to 7.3. The pin is dropped on what file->f_mapping is by then.
 */
#include <mmapck/kernel.h>

/* Defined by each generation. */
static long __mmap_region(struct file *file, int addr, int len, unsigned vm_flags, int pgoff);

static long mmap_region(struct file *file, int addr, int len, unsigned vm_flags, int pgoff)
{
	bool writable_file_mapping = false;
	long ret;

	mmap_assert_write_locked(current_mm);
	if (current_mm->mdwe && map_deny_write_exec(vm_flags))
		return -EACCES;
	ret = fault("arch_validate_flags", -EINVAL, FAULT_POLICY);
	if (ret)
		return ret;
	if (file && is_shared_maywrite(vm_flags)) {
		ret = mapping_map_writable(file->f_mapping);
		if (ret)
			return ret;
		writable_file_mapping = true;
	}
	ret = __mmap_region(file, addr, len, vm_flags, pgoff);
	if (writable_file_mapping)
		mapping_unmap_writable(file->f_mapping);
	return ret;
}
