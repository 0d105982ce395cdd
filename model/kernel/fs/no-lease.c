/* SPDX-License-Identifier: Apache-2.0 */
/* A design without leases: nobody is told, and no mapping is broken. */
#include <mmapck/seal.h>

static int seal_break_layout(struct inode *inode, bool wait)
{
	(void)inode;
	(void)wait;
	return 0;
}

static __pure bool vma_is_broken(const struct vm_area_struct *vma)
{
	(void)vma;
	return false;
}

static __pure bool seal_state_is_leaked(void)
{
	return false;
}
