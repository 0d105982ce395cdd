/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Generation v7.0: .mmap_prepare describes the mapping and what the core is to
 * do to populate it; success and error hooks.
 *
 * Models mm/vma.c and mm/util.c of Linux 7.0 (ac0a3fc9c07d, and "mm/vma: do not
 * leak memory when .mmap_prepare swaps the file"). What is wrong with it:
 *
 *   prepare fails            the charge is not returned
 *   the range merges         nobody tells the driver; a file that prepare put in
 *                            place of its own keeps a reference
 *   the action fails         the mapping is unmapped under the lock that hides it
 *   the success hook fails   the mapping stays, and mmap() returns the error
 *   called from .mmap        the failed action unmaps whatever is there
 */
#define MMAPCK_HAVE_MMAP_ACTION
#define VM_FLAGS_SET_AT_END 1
#define VM_FLAGS_SET_AT_MERGE 1
#include "common.c"
#include "mmap-region-wrapper.c"
#include "action.c"
#include "compat.c"

static void mmap_action_prepare(struct vm_area_desc *desc)
{
	if (action_remaps(&desc->action))
		remap_pfn_range_prepare_action(desc);
}

static int call_mmap_prepare(struct mmap_state *map, struct vm_area_desc *desc)
{
	int err = vfs_mmap_prepare(map->file, desc);

	if (err)
		return err;
	mmap_action_prepare(desc);
	map->hold_file_rmap_lock = desc->action.hide_from_rmap_until_complete;
	/* the hook's reference to another file is the VMA's from now on */
	map->file_doesnt_need_get = desc->vm_file != map->file;
	update_mmap_state(map, desc);
	return 0;
}

static __atomic_step void set_vma_user_defined_fields(struct vm_area_struct *vma, const struct mmap_state *map)
{
	if (map->vm_ops)
		vma->vm_ops = map->vm_ops;
	vma->vm_private_data = map->vm_private_data;
}

static int mmap_action_finish(const struct mmap_action *action, struct vm_area_struct *vma, int err)
{
	if (!err)
		return call_success_hook(action, vma);

	/* may fail as well; then the mapping stays */
	do_munmap(vma->vm_mm, vma->vm_start, vma_pages(vma));
	return call_error_hook(action, err);
}

static int mmap_action_complete(const struct mmap_action *action, struct vm_area_struct *vma)
{
	return mmap_action_finish(action, vma, mmap_action_run(action, vma));
}

static int call_action_complete(struct mmap_state *map, const struct mmap_action *action,
				struct vm_area_struct *vma)
{
	int err;

	if (map->hold_file_rmap_lock)
		lockdep_assert_held_write(&vma->vm_file->f_mapping->i_mmap_rwsem);
	err = mmap_action_complete(action, vma);
	if (map->hold_file_rmap_lock)
		i_mmap_unlock_write(vma->vm_file->f_mapping);
	return err;
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
	mmap_action_prepare(&desc);
	compat_set_vma_from_desc(vma, &desc);
	err = mmap_action_complete(&desc.action, vma);
	if (desc.action.hide_from_rmap_until_complete && !COMPAT_NEVER_HIDES)
		i_mmap_unlock_write(vma->vm_file->f_mapping);
	return err;
}

static long __mmap_region(struct file *file, int addr, int len, unsigned vm_flags, int pgoff)
{
	bool have_mmap_prepare = file && file->f_op->mmap_prepare;
	bool allocated_new = false;
	struct vm_area_desc desc = { };
	struct vm_area_struct *vma;
	struct mmap_state map;
	int err;

	init_mmap_state(&map, current_mm, file, addr, len, vm_flags, pgoff);
	err = __mmap_setup(&map);
	if (err)
		goto abort_munmap;
	vms_clean_up_area(&map.vms);
	if (have_mmap_prepare) {
		init_vma_desc(&desc, &map);
		err = call_mmap_prepare(&map, &desc);
		if (err)
			goto abort_munmap;
	}

	vma = mmap_merge(&map);
	if (!vma) {
		err = __mmap_new_vma(&map);
		if (err)
			goto unacct_error;
		vma = map.vma;
		allocated_new = true;
	}
	if (have_mmap_prepare)
		set_vma_user_defined_fields(vma, &map);
	__mmap_epilogue(&map, vma);

	if (allocated_new && have_mmap_prepare) {
		err = call_action_complete(&map, &desc.action, vma);
		if (err)
			return err;
	}
	return addr;

unacct_error:
	vm_unacct_memory(map.charged);
	if (map.file_doesnt_need_get && ABORT_PUTS_SWAPPED_FILE)
		fput(map.file, REF_DRIVER);
abort_munmap:
	vms_abort_munmap_vmas(&map.vms);
	return err;
}
