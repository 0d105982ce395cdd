/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Generation v6.16: .mmap_prepare, in place of .mmap, is asked before anything
 * is made; what it says of the mapping is known when neighbours are compared.
 *
 * Models mm/vma.c and mm/util.c, Linux 6.16 to 6.18 (c84bf6dd2b83). What is
 * wrong with it:
 *
 *   prepare fails            the charge is not returned
 *   the range merges         nobody tells the driver; the private data of the
 *                            VMA that grows is overwritten
 *   an allocation fails      nobody tells the driver
 *   prepare swaps the file   the core takes a reference of its own: the hook's
 *                            is nobody's
 */
#define VM_FLAGS_SET_AT_END 1
#include "common.c"
#include "mmap-region-wrapper.c"
#include "compat.c"

static int call_mmap_prepare(struct mmap_state *map)
{
	struct vm_area_desc desc = { };
	int err;

	init_vma_desc(&desc, map);
	err = vfs_mmap_prepare(map->file, &desc);
	if (err)
		return err;
	update_mmap_state(map, &desc);
	return 0;
}

static __atomic_step void set_vma_user_defined_fields(struct vm_area_struct *vma, const struct mmap_state *map)
{
	if (map->vm_ops)
		vma->vm_ops = map->vm_ops;
	vma->vm_private_data = map->vm_private_data;
}

/* For a .mmap hook that stands before another file with .mmap_prepare. */
static int compat_vma_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct vm_area_desc desc = { };
	int err;

	compat_set_desc_from_vma(&desc, file, vma);
	err = vfs_mmap_prepare(file, &desc);
	if (err)
		return err;
	compat_set_vma_from_desc(vma, &desc);
	return 0;
}

static long __mmap_region(struct file *file, int addr, int len, unsigned vm_flags, int pgoff)
{
	bool have_mmap_prepare = file && file->f_op->mmap_prepare;
	struct vm_area_struct *vma;
	struct mmap_state map;
	int err;

	init_mmap_state(&map, current_mm, file, addr, len, vm_flags, pgoff);
	err = __mmap_setup(&map);
	if (err)
		goto abort_munmap;
	vms_clean_up_area(&map.vms);
	if (have_mmap_prepare) {
		err = call_mmap_prepare(&map);
		if (err)
			goto abort_munmap;
	}

	vma = mmap_merge(&map);
	if (!vma) {
		err = __mmap_new_vma(&map);
		if (err)
			goto unacct_error;
		vma = map.vma;
	}
	if (have_mmap_prepare)
		set_vma_user_defined_fields(vma, &map);
	__mmap_epilogue(&map, vma);
	return addr;

unacct_error:
	vm_unacct_memory(map.charged);
abort_munmap:
	vms_abort_munmap_vmas(&map.vms);
	return err;
}
