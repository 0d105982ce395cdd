/* SPDX-License-Identifier: Apache-2.0 */
/* MAP_DIRECT is a flag of its own, and a store that is not served SIGBUS: from v5 on. */
#include <mmapck/seal.h>

static __pure unsigned seal_mmap_flags(unsigned flags)
{
	return flags;
}

static __pure unsigned seal_populate_flags(unsigned flags)
{
	return flags;
}

static __pure int seal_fault_error(void)
{
	return VM_FAULT_SIGBUS;
}
