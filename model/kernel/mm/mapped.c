/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What v7.1 and v7.3 share, which is all but UNACCT_INHERITED: whether a failure
 * returns the charge that old mappings had. One place finishes a mapping or takes it
 * down.
 *
 * Models __mmap_region(), call_mmap_prepare(), call_action_complete(),
 * mmap_action_complete() and compat_vma_mmap() of mm/vma.c and mm/util.c, as of Linux 7.2.
 */
#include <mmapck/kernel.h>

static int call_mmap_prepare(struct mmap_state *map, struct vm_area_desc *desc)
{
	int err = vfs_mmap_prepare(map->file, desc);

	if (err)
		return err;
	err = mmap_action_prepare(desc);
	if (err)
		return err;
	map->hold_file_rmap_lock = desc->action.hide_from_rmap_until_complete;
	/* the hook's reference to another file is the VMA's from now on */
	map->file_doesnt_need_get = desc->vm_file != map->file;
	update_mmap_state(map, desc);
	return 0;
}

/* vm_ops are the dummy ones unless the hook has set others; NULL is anonymous. */
static __atomic_step void set_vma_user_defined_fields(struct vm_area_struct *vma, const struct mmap_state *map)
{
	vma->vm_ops = map->vm_ops;
	vma->vm_private_data = map->vm_private_data;
}

/* With is_compat, the VMA is part of nothing yet and the caller ends it. */
static int mmap_action_complete(const struct mmap_action *action, struct vm_area_struct *vma,
				bool rmap_locked, bool is_compat)
{
	int err;

	if (rmap_locked)
		lockdep_assert_held_write(&vma->vm_file->f_mapping->i_mmap_rwsem);
	err = mmap_action_run(action, vma);
	if (!err)
		err = call_vma_mapped(vma);
	if (rmap_locked)
		i_mmap_unlock_write(vma->vm_file->f_mapping);
	if (!err || is_compat)
		return err;
	/* may fail as well; then the mapping stays */
	do_munmap(vma->vm_mm, vma->vm_start, vma_pages(vma));
	return action->error_override ? action->error_override : err;
}

static int call_action_complete(struct mmap_state *map, const struct mmap_action *action,
				struct vm_area_struct *vma)
{
	return mmap_action_complete(action, vma, map->hold_file_rmap_lock, false);
}

/* For a .mmap hook that stands before another file with .mmap_prepare. */
static int compat_vma_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct vm_area_desc desc = { .vm_ops = &vma_dummy_vm_ops };
	int err;

	compat_set_desc_from_vma(&desc, file, vma);
	err = vfs_mmap_prepare(file, &desc);
	if (err)
		return err;
	err = mmap_action_prepare(&desc);
	if (err)
		return err;
	compat_set_vma_from_desc(vma, &desc);
	return mmap_action_complete(&desc.action, vma, false, true);
}

static long __mmap_region(struct file *file, int addr, int len, unsigned vm_flags, int pgoff)
{
	bool have_mmap_prepare = file && file->f_op->mmap_prepare;
	struct vm_area_desc desc = { .vm_ops = &vma_dummy_vm_ops };
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
			goto unacct_error;
	}

	vma = mmap_merge(&map);
	if (vma) {
		__mmap_epilogue(&map, vma);
		return addr;
	}
	err = __mmap_new_vma(&map);
	if (err)
		goto unacct_error;
	vma = map.vma;
	if (have_mmap_prepare)
		set_vma_user_defined_fields(vma, &map);
	__mmap_epilogue(&map, vma);
	if (have_mmap_prepare) {
		err = call_action_complete(&map, &desc.action, vma);
		if (err)
			return err;
	}
	return addr;

unacct_error:
	vm_unacct_memory(map.charged + (UNACCT_INHERITED ? map.inherited : 0));
	if (map.file_doesnt_need_get)
		fput(map.file, REF_DRIVER);
abort_munmap:
	vms_abort_munmap_vmas(&map.vms);
	return err;
}
