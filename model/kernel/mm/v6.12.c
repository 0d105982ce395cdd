/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Generation v6.12: .mmap alone; all that the core refuses by itself comes
 * before the hook, so a hook that succeeds makes a mapping.
 *
 * Models __mmap_region() of mm/mmap.c, Linux 6.12.y with the changes of
 * November 2024 (5de195060b2e). What is left:
 *
 *   the hook changes flags   the new VMA may merge after all; it is freed
 *                            without close, whatever its hook has taken
 *   a failure in an overlay  the charge that old mappings had is lost with them
 */
#define MMAPCK_NO_MMAP_PREPARE
#define VMA_STARTS_ATTACHED 1
#define VM_FLAGS_SET_AT_END 1
#include "common.c"
#include "mmap-region-wrapper.c"

/* The hook has changed the flags: tries once more, or NULL. The file is the one
 * of the system call, whatever the hook has put in its place. */
static struct vm_area_struct *mmap_merge_again(struct mmap_state *map, const struct vm_area_struct *vma)
{
	struct vma_merge_struct vmg;

	if (!vma_prev(map->mm, map->addr))
		return NULL;
	init_vma_merge(&vmg, map->mm, map->addr, map->end, map->pgoff, vma->vm_flags, map->file);
	return vma_merge_new_range(&vmg);
}

/* A VMA that has been merged after its hook: it goes without close. */
static void mmap_free_merged(struct vm_area_struct *vma)
{
	fput(vma->vm_file, REF_VMA);
	vm_area_free(vma);
}

static long __mmap_region(struct file *file, int addr, int len, unsigned vm_flags, int pgoff)
{
	struct vm_area_struct *merged;
	struct vm_area_struct *vma;
	struct mmap_state map;
	unsigned requested;
	int err;

	init_mmap_state(&map, current_mm, file, addr, len, vm_flags, pgoff);
	err = mmap_gather(&map);
	if (err)
		return err;
	err = mmap_charge(&map);
	if (err)
		goto abort_munmap;
	vms_clean_up_area(&map.vms);

	vma = mmap_merge(&map);
	if (vma)
		goto expanded;
	vma = vm_area_alloc(map.mm);
	if (!vma) {
		err = -ENOMEM;
		goto unacct_error;
	}
	vma_set_range(vma, &map);
	vma_iter_config(&map);
	err = vma_iter_prealloc();
	if (err)
		goto free_vma;
	requested = map.vm_flags;
	err = mmap_new_vma_backing(&map, vma);
	if (err)
		goto free_iter_vma;
	if (map.vm_flags != requested) {
		merged = mmap_merge_again(&map, vma);
		if (merged) {
			mmap_free_merged(vma);
			if (SECOND_MERGE_REASSIGNS)
				vma = merged;
			goto expanded;
		}
		if (!vma_iter_has_nodes())
			vma_iter_prealloc_nofail();
	}
	mmap_insert_vma(&map, vma);
expanded:
	__mmap_epilogue(&map, vma);
	return addr;

free_iter_vma:
	vma_iter_free();
free_vma:
	vm_area_free(vma);
unacct_error:
	vm_unacct_memory(map.charged);
abort_munmap:
	vms_abort_munmap_vmas(&map.vms);
	return err;
}
