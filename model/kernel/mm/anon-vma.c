/* SPDX-License-Identifier: Apache-2.0 */
/*
 * anon_vma: who may share the anonymous pages of a VMA.
 *
 * Models anon_vma_prepare(), anon_vma_clone(), unlink_anon_vmas() and
 * is_mergeable_anon_vma() of mm/rmap.c and mm/vma.c, Linux 6.11 to 7.3: a number
 * in place of the tree, and nothing of fork's chains.
 */
#include <mmapck/kernel.h>

static __pure bool anon_vma_in_use(int anon_vma)
{
	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->anon_vma == anon_vma)
			return true;
	return false;
}

static __pure int unused_anon_vma(void)
{
	for (int i = 1; i <= MMAPCK_NR_VMAS; i++)
		if (!anon_vma_in_use(i))
			return i;
	return 0;
}

/* The first anonymous page of the VMA is about to come. */
static __atomic_step void anon_vma_prepare(struct vm_area_struct *vma)
{
	if (!vma->anon_vma)
		vma->anon_vma = unused_anon_vma();
}

/* dst shares the anonymous pages of src, which may have none. */
static __atomic_step int anon_vma_clone(struct vm_area_struct *dst, const struct vm_area_struct *src)
{
	int err;

	if (!src->anon_vma)
		return 0;
	err = fault("anon_vma_clone", -ENOMEM, FAULT_ALLOC_THEORETICAL);
	if (err)
		return err;
	dst->anon_vma = src->anon_vma;
	return 0;
}

static __atomic_step void unlink_anon_vmas(struct vm_area_struct *vma)
{
	trace_vma(vma);
	vma->anon_vma = 0;
}

static __pure bool is_mergeable_anon_vma(const struct vm_area_struct *a, const struct vm_area_struct *b)
{
	return !a->anon_vma || !b->anon_vma || a->anon_vma == b->anon_vma;
}
