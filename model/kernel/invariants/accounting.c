/* SPDX-License-Identifier: Apache-2.0 */
/* The commit charge. */
#include <mmapck/kernel.h>

static __pure int sum_accounted_pages(void)
{
	int pages = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && (vma_at(i)->vm_flags & VM_ACCOUNT))
			pages += vma_pages(vma_at(i));
	return pages;
}

INVARIANT(charge_matches_vmas, AT_QUIESCENCE,
	  "what is charged is the number of pages of all VM_ACCOUNT mappings")
{
	return vm_committed_as.charged == sum_accounted_pages();
}
