/* SPDX-License-Identifier: Apache-2.0 */
/*
 * System calls that count, and what they make of the count.
 *
 *	pin_ring_087	the number of pages pinned is overwritten by an error code (io_uring,
 *			before 67d1189d1095)
 *	pin_ring	kept in a variable of its own
 *	allow_077	a permission counted at each request, and revoked once (i915, before
 *			0220e4fe178c)
 *	allow		given once
 *	unpin_089	given back by the address space that runs now (vfio, before
 *			046eca5018f8)
 *	unpin		by the one that it was taken from
 *	acquire_096	of what two pools have granted together, one keeps its part where the
 *			other refuses (hugetlb, before 1d3f9bb4c8af)
 *	acquire		both are as they were
 *	release_098	a counter is changed outside of its lock (hugetlb, before 12df140f0bdf)
 *	release		under it
 */
#include <mmapck/driver.h>

static struct account pinned_pages;

/* Pins two pages: how many. */
static int pin_pages(void)
{
	charge(&pinned_pages, 2);
	return 2;
}

static void unpin_pages(int nr)
{
	if (nr > 0)
		uncharge(&pinned_pages, nr);
}

__syscall static long pin_ring_087(void)
{
	int ret = pin_pages();

	if (fault("vmap", -ENOMEM, FAULT_ALLOC_MAY_FAIL))
		ret = -ENOMEM;
	unpin_pages(ret);
	return ret;
}

__syscall static long pin_ring(void)
{
	int nr = pin_pages();
	int ret = fault("vmap", -ENOMEM, FAULT_ALLOC_MAY_FAIL);

	unpin_pages(nr);
	return ret;
}

INVARIANT(no_page_stays_pinned, AT_QUIESCENCE, "no page is pinned while no system call runs")
{
	return pinned_pages.charged == 0;
}

static struct account vma_permissions;

__syscall static long allow_077(void)
{
	charge(&vma_permissions, 1);
	return 0;
}

__syscall static long allow(void)
{
	if (!vma_permissions.charged)
		charge(&vma_permissions, 1);
	return 0;
}

__syscall static long revoke(void)
{
	uncharge(&vma_permissions, 1);
	return 0;
}

INVARIANT(no_permission_left, AT_END, "what may be mapped is nobody's permission at the end")
{
	return vma_permissions.charged == 0;
}

/* locked_vm of the address space before exec and after it. */
static struct account locked_vm_of[2];
static bool after_exec;
static u8 pinned_by range(0, 1);

__syscall static long pin(void)
{
	pinned_by = after_exec;
	charge(&locked_vm_of[after_exec], 1);
	return 0;
}

__syscall static long exec_mm(void)
{
	after_exec = true;
	return 0;
}

__syscall static long unpin_089(void)
{
	uncharge(&locked_vm_of[after_exec], 1);
	return 0;
}

__syscall static long unpin(void)
{
	uncharge(&locked_vm_of[pinned_by], 1);
	return 0;
}

/* Of two pages, the subpool gives one and the global pool the other. */
static struct account subpool_used;
static struct account subpool_mapped;	/* by those who have got what they asked for */

__syscall static long acquire_096(void)
{
	charge(&subpool_used, 2);
	if (fault("hugetlb_acct_memory", -ENOMEM, FAULT_LIMIT)) {
		uncharge(&subpool_used, 1);
		return -ENOMEM;
	}
	charge(&subpool_mapped, 2);
	return 0;
}

__syscall static long acquire(void)
{
	charge(&subpool_used, 2);
	if (fault("hugetlb_acct_memory", -ENOMEM, FAULT_LIMIT)) {
		uncharge(&subpool_used, 2);
		return -ENOMEM;
	}
	charge(&subpool_mapped, 2);
	return 0;
}

INVARIANT(subpool_matches, AT_QUIESCENCE, "a subpool counts what was got from it")
{
	return subpool_used.charged == subpool_mapped.charged;
}

static spinlock_t hugetlb_lock;
static u8 resv_huge_pages range(0, 7);
static u8 resv_changes range(0, 7);

static void resv_add(void)
{
	int resv = resv_huge_pages;

	resv_huge_pages = resv + 1;
	resv_changes++;
}

__syscall static long release_098(void)
{
	resv_add();
	return 0;
}

__syscall static long release(void)
{
	spin_lock(&hugetlb_lock);
	resv_add();
	spin_unlock(&hugetlb_lock);
	return 0;
}

INVARIANT(no_update_lost, AT_QUIESCENCE, "every change of the counter is in it")
{
	return resv_huge_pages == resv_changes;
}
