/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bare: prepare that sets nothing. Its mapping has no operations, but it is a
 * mapping of a file, not anonymous memory.
 */
#include <mmapck/driver.h>

static int bare_mmap_prepare(struct vm_area_desc *desc)
{
	(void)desc;
	return 0;
}

DRIVER(bare, .mmap_prepare = bare_mmap_prepare);

INVARIANT(bare_is_not_anonymous, AT_QUIESCENCE,
	  "a mapping of the file of bare does not look like anonymous memory")
{
	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_file && subject(vma_at(i)->vm_file->f_op->mmap_prepare == bare_mmap_prepare) &&
		    vma_is_anonymous(vma_at(i)))
			return false;
	return true;
}
