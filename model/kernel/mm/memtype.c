/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Page frames that are mapped have a memory type, which each mapping reserves, with
 * the bound TRACK_PFN.
 *
 * Models track_pfn_remap(), track_pfn_copy() and untrack_pfn() of arch/x86/mm/pat/memtype.c,
 * Linux 6.12 to 6.16: VM_PAT is a field here. Mappings that are split are left out.
 */
#include <mmapck/kernel.h>

#if MMAPCK_TRACK_PFN
static struct account reserved_memtypes;

static int track_pfn_remap(struct vm_area_struct *vma)
{
	int err = fault("reserve_memtype", -EINVAL, FAULT_LIMIT);

	if (err)
		return err;
	charge(&reserved_memtypes, 1);
	vma->vm_pat = true;
	return 0;
}

/* A copy has no reservation before it has got one. */
static int track_pfn_copy(struct vm_area_struct *dst, const struct vm_area_struct *src)
{
	if (CHILD_STARTS_WITHOUT_MEMTYPE)
		dst->vm_pat = false;
	return src->vm_pat ? track_pfn_remap(dst) : 0;
}

static void untrack_pfn(struct vm_area_struct *vma)
{
	if (!vma->vm_pat)
		return;
	uncharge(&reserved_memtypes, 1);
	vma->vm_pat = false;
}
#else
#define track_pfn_remap(vma)		0
#define track_pfn_copy(dst, src)	0
#define untrack_pfn(vma)		((void)(vma))
#endif
