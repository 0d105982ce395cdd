/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Generation rfc-2025-04: .mmap_proto, the first form of .mmap_prepare. A driver
 * may have both it and .mmap.
 *
 * Models "mm: permit direct manipulation of VMA fields before merge" and what
 * belongs to it as posted in April 2025, never merged in this form. The hook is
 * spelt mmap_prepare here, and its struct vma_proto is struct vm_area_desc, so
 * that a driver need not be written twice. What is wrong with it, beyond what
 * v6.16 has still:
 *
 *   .mmap refuses            nobody undoes what the first hook has done
 */
#define MMAPCK_BOTH_MMAP_HOOKS
#define VM_FLAGS_SET_AT_END 1
#define DESC_HAS_PAGE_PROT 0
#include "common.c"
#include "mmap-region-wrapper.c"

static int call_proto(struct mmap_state *map)
{
	struct vm_area_desc proto = { };
	int err;

	init_vma_desc(&proto, map);
	err = vfs_mmap_prepare(map->file, &proto);
	if (err)
		return err;
	update_mmap_state(map, &proto);
	return 0;
}

/* What .mmap has set wins. */
static __atomic_step void update_map_from_vma(struct mmap_state *map, const struct vm_area_struct *vma)
{
	if (vma->vm_ops != &vma_dummy_vm_ops)
		map->vm_ops = vma->vm_ops;
	if (vma->vm_private_data)
		map->vm_private_data = vma->vm_private_data;
}

/* Also for a VMA that has grown. */
static __atomic_step void set_vma_user_defined_fields(struct vm_area_struct *vma, const struct mmap_state *map)
{
	if (map->vm_ops)
		vma->vm_ops = map->vm_ops;
	vma->vm_private_data = map->vm_private_data;
}

static long __mmap_region(struct file *file, int addr, int len, unsigned vm_flags, int pgoff)
{
	bool have_proto = file && file->f_op->mmap_prepare;
	struct vm_area_struct *vma;
	struct mmap_state map;
	int err;

	init_mmap_state(&map, current_mm, file, addr, len, vm_flags, pgoff);
	err = __mmap_setup(&map);
	if (err)
		goto abort_munmap;
	vms_clean_up_area(&map.vms);
	if (have_proto) {
		err = call_proto(&map);
		if (err)
			goto abort_munmap;
	}

	vma = mmap_merge(&map);
	if (!vma) {
		err = __mmap_new_vma(&map);
		if (err)
			goto unacct_error;
		vma = map.vma;
		update_map_from_vma(&map, vma);
	}
	if (have_proto)
		set_vma_user_defined_fields(vma, &map);
	__mmap_epilogue(&map, vma);
	return addr;

unacct_error:
	vm_unacct_memory(map.charged);
abort_munmap:
	vms_abort_munmap_vmas(&map.vms);
	return err;
}
