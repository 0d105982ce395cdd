/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A part of a VMA at another address: the copy that mremap() moves to.
 *
 * Models copy_vma() of mm/vma.c, Linux 6.12 to 7.3.
 */
#include <mmapck/kernel.h>

/* What a mremap() is about. */
struct vma_remap_struct {
	struct vm_area_struct *vma;
	u8 addr range(0, MMAPCK_NR_PAGES);
	u8 old_len range(0, MMAPCK_NR_PAGES);
	u8 new_addr range(0, MMAPCK_NR_PAGES);
	u8 new_len range(0, MMAPCK_NR_PAGES);
	u8 charged range(0, MMAPCK_NR_PAGES);
};

/* The new range as a part of its neighbours. Private memory without pages is
 * numbered by its new address, so as to merge more often. */
static __atomic_step void init_vma_copy(struct vma_merge_struct *vmg, const struct vma_remap_struct *vrm)
{
	const struct vm_area_struct *vma = vrm->vma;
	bool renumber = vma_is_anonymous(vma) && !vma->anon_vma;

	check(!find_vma_intersection(vma->vm_mm, vrm->new_addr, vrm->new_addr + vrm->new_len), "mremap-target-mapped",
	      "nothing is mapped where mremap() moves to");
	init_vma_merge(vmg, vma->vm_mm, vrm->new_addr, vrm->new_addr + vrm->new_len,
		       renumber ? vrm->new_addr : vma->vm_pgoff + vrm->addr - vma->vm_start,
		       vma->vm_flags, vma->vm_file);
	vmg->middle = vrm->vma;
	vmg->vm_userfaultfd = vma->vm_userfaultfd;
}

static __atomic_step void copy_vma_range(struct vm_area_struct *new, const struct vma_merge_struct *vmg)
{
	new->vm_start = vmg->start;
	new->vm_end = vmg->end;
	new->vm_pgoff = vmg->pgoff;
}

/* The VMA at its new place, a new one or a neighbour that has grown, or NULL and
 * nothing. The only place where something can fail after open. */
static struct vm_area_struct *copy_vma(struct vma_remap_struct *vrm)
{
	struct vm_area_struct *vma = vrm->vma;
	struct vma_merge_struct vmg;
	struct vm_area_struct *new;

	init_vma_copy(&vmg, vrm);
	new = vma_merge_new_range(&vmg);
	if (new) {
		/* the source may be a neighbour, and part of the merge */
		vrm->vma = new->vm_mm->mm_mt[vrm->addr];
		return new;
	}
	new = vm_area_dup(vma);
	if (!new)
		return NULL;
	copy_vma_range(new, &vmg);
	if (vma_dup_policy(vma))
		goto out_free_vma;
	if (anon_vma_clone(new, vma))
		goto out_free_vma;
	if (new->vm_file)
		get_file(new->vm_file, REF_VMA);
	vma_open(new);
	/* vma_link() */
	if (vma_iter_prealloc())
		goto out_vma_link;
	vma_start_write(new);
	vma_iter_store_new(new->vm_mm, new);
	vma_link_file(new, false);
	new->vm_mm->map_count++;
	return new;

out_vma_link:
	if (!FAILED_COPY_UNDOES_ALL)
		goto out_free_vma;
	vma_close(new);
	if (new->vm_file)
		fput(new->vm_file, REF_VMA);
	if (new->anon_vma)
		unlink_anon_vmas(new);
out_free_vma:
	vm_area_free(new);
	return NULL;
}
