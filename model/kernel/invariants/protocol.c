/* SPDX-License-Identifier: Apache-2.0 */
/* What one call of mmap() or munmap() owes by the time that it returns. */
#include <mmapck/kernel.h>

/* Whether the running task's mapping calls are of interest: somebody prepares. */
static __pure bool any_file_prepares(void)
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		if (files[i].f_op && files[i].f_op->mmap_prepare)
			return true;
	return false;
}

INVARIANT(prepare_settled, AT_RETURN,
	  "every mmap_prepare that succeeded is completed or aborted when the system call returns")
{
	return !subject(any_file_prepares()) || prepared[__mmapck_task()].owed == 0;
}

INVARIANT(nodes_used_or_freed, AT_RETURN,
	  "the tree nodes that a system call preallocated are stored or freed when it returns")
{
	return maple_nodes[__mmapck_task()].owed == 0;
}

INVARIANT(side_tree_destroyed, AT_RETURN,
	  "the side tree of the VMAs that were gathered is destroyed when the system call returns")
{
	return side_trees[__mmapck_task()].owed == 0;
}

INVARIANT(failed_mmap_leaves_nothing, AT_RETURN,
	  "a mmap() or mremap() that fails leaves no mapping of its own")
{
	return mmap_witness[__mmapck_task()].left == 0;
}

INVARIANT(failed_mmap_keeps_old, AT_RETURN,
	  "a mmap() that fails leaves the old mappings in place")
{
	const struct mmap_witness *w = &mmap_witness[__mmapck_task()];

	return !subject(w->failed) || w->lost == 0;
}
