/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether shared anonymous memory hears of the end of each of its mappings, for
 * scenarios with the bound SHMEM_HAS_CLOSE. No kernel has such memory; its file is the
 * only one that comes from elsewhere than the system call.
 */
#include <mmapck/driver.h>

static __pure int shmem_anon_vmas(void)
{
	int count = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_ops == &shmem_anon_vm_ops)
			count++;
	return count;
}

INVARIANT(shmem_counts_mappings, AT_QUIESCENCE,
	  "shared anonymous memory counts each of its mappings once")
{
	return shmem_anon_mmaps.charged == shmem_anon_vmas();
}
