/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One VMA becomes two.
 *
 * Models __split_vma() of mm/vma.c, Linux 6.12 to 7.3. All that can fail comes
 * before open(), so no failure has to undo an open().
 */
#include <mmapck/kernel.h>

/* new has the policy already, which may have to be allocated. */
static int vma_dup_policy(const struct vm_area_struct *vma)
{
	return vma->vm_policy ? fault("vma_dup_policy", -ENOMEM, FAULT_ALLOC_THEORETICAL) : 0;
}

/* The two get their ranges; the new one becomes part of the address space. */
static __atomic_step void vma_split_at(struct vm_area_struct *vma, struct vm_area_struct *new,
				       int addr, bool new_below)
{
	if (new->vm_file) {
		__vma_link_file(new, new->vm_file->f_mapping);
		vma_interval_tree_remove(vma);
	}
	if (new_below) {
		vma->vm_pgoff += addr - vma->vm_start;
		vma->vm_start = addr;
	} else {
		vma->vm_end = addr;
	}
	if (vma->vm_file)
		vma_interval_tree_insert(vma);
	vma_iter_store_new(vma->vm_mm, new);
}

/*
 * Splits vma at addr. The new VMA is the part below addr if new_below, else the
 * part from addr on; vma keeps the other part.
 */
static int __split_vma(struct vm_area_struct *vma, int addr, bool new_below)
{
	struct mm_struct *mm = vma->vm_mm;
	struct vm_area_struct *new;
	int locks = locks_held();
	int err;

	if (vma->vm_ops && vma->vm_ops->may_split) {
		err = vma->vm_ops->may_split(vma, addr);
		check_locks_kept(locks);
		if (err)
			return err;
	}

	new = vm_area_dup(vma);
	if (!new)
		return -ENOMEM;
	if (new_below) {
		new->vm_end = addr;
	} else {
		new->vm_start = addr;
		new->vm_pgoff += addr - vma->vm_start;
	}

	err = vma_iter_prealloc();
	if (err)
		goto out_free_vma;
	err = vma_dup_policy(vma);
	if (err)
		goto out_free_nodes;
	err = anon_vma_clone(new, vma);
	if (err)
		goto out_free_nodes;

	if (new->vm_file)
		get_file(new->vm_file, REF_VMA);
	vma_open(new);

	if (SPLIT_LOCKS_AFTER_OPEN) {
		err = vma_start_write_killable(vma);
		if (err)
			goto out_put_file;
	}
	vma_start_write(vma);
	vma_start_write(new);
	if (new->vm_file)
		i_mmap_lock_write(new->vm_file->f_mapping);
	vma_split_at(vma, new, addr, new_below);
	if (new->vm_file)
		i_mmap_unlock_write(new->vm_file->f_mapping);
	mm->map_count++;
	return 0;

out_put_file:
	if (new->vm_file)
		fput(new->vm_file, REF_VMA);
out_free_nodes:
	vma_iter_free();
out_free_vma:
	vm_area_free(new);
	return err;
}
