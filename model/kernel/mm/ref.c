/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Generation ref: .mmap_prepare, .mmap_complete and .mmap_abort done right.
 *
 * Our own protocol, for comparison; docs/generations.md states its rules:
 *
 *   - every prepare that succeeds is followed by exactly one complete or abort,
 *     before the mmap lock is released: complete where the call made a VMA,
 *     abort where it did not (a failure, or a merge);
 *   - both are looked up on the file whose prepare ran, whatever file the
 *     mapping ends up with;
 *   - what is charged is uncharged on every failure;
 *   - old mappings are closed only once the new one is complete: until then
 *     every failure puts them back.
 */
#define MMAPCK_HAVE_MMAP_ACTION
#define MREMAP_ACCOUNTS_RIGHT 1
#define UNMAP_EVENTS_TAKEN_BACK 1
#define OVERLAY_CLOSES_FIRST 0
#include "common.c"
#include "action.c"
#include "action-checked.c"
#include "compat.c"

static long __mmap_region(struct file *file, int addr, int len, unsigned vm_flags, int pgoff);

/* As mmap-region-wrapper.c, but pin and unpin name the same mapping whatever
 * a hook does to file->f_mapping. */
static long mmap_region(struct file *file, int addr, int len, unsigned vm_flags, int pgoff)
{
	struct address_space *pinned = NULL;
	long ret;

	mmap_assert_write_locked(current_mm);
	if (current_mm->mdwe && map_deny_write_exec(vm_flags))
		return -EACCES;
	ret = fault("arch_validate_flags", -EINVAL, FAULT_POLICY);
	if (ret)
		return ret;
	if (file && is_shared_maywrite(vm_flags)) {
		pinned = file->f_mapping;
		ret = mapping_map_writable(pinned);
		if (ret)
			return ret;
	}
	ret = __mmap_region(file, addr, len, vm_flags, pgoff);
	if (pinned)
		mapping_unmap_writable(pinned);
	return ret;
}

static int call_mmap_prepare(struct mmap_state *map, struct file *file, struct vm_area_desc *desc)
{
	int err;

	init_vma_desc(desc, map);
	err = vfs_mmap_prepare_locked(map, file, desc);
	if (err)
		return err;
	owe(&prepared[__mmapck_task()]);
	err = mmap_action_prepare(desc);
	map->hold_file_rmap_lock = desc->action.hide_from_rmap_until_complete;
	update_mmap_state(map, desc);
	return err;
}

/* A driver without complete and abort hands its reference to another file over;
 * the VMA has got one of its own, or there is none. */
static void mmap_put_handed_over(struct mmap_state *map, struct file *file)
{
	if (map->file != file && !file->f_op->mmap_complete && !file->f_op->mmap_abort)
		fput(map->file, REF_DRIVER);
}

static int call_mmap_complete(struct mmap_state *map, struct file *file, struct vm_area_struct *vma)
{
	int err = 0;

	if (file->f_op->mmap_complete)
		err = file->f_op->mmap_complete(file, vma, map->mmap_context);
	check_locks_kept(map->prepare_locks + map->hold_file_rmap_lock);
	settle(&prepared[__mmapck_task()]);
	mmap_assert_write_locked(map->mm);
	mmap_put_handed_over(map, file);
	return err;
}

static void call_mmap_abort(struct mmap_state *map, struct file *file)
{
	if (file->f_op->mmap_abort)
		file->f_op->mmap_abort(file, map->vm_private_data, map->mmap_context);
	check_locks_kept(map->prepare_locks);
	settle(&prepared[__mmapck_task()]);
	mmap_put_handed_over(map, file);
}

static __atomic_step void set_vma_user_defined_fields(struct vm_area_struct *vma, const struct mmap_state *map)
{
	if (map->vm_ops)
		vma->vm_ops = map->vm_ops;
	vma->vm_private_data = map->vm_private_data;
}

static __atomic_step void vms_restore_tree(struct vma_munmap_struct *vms)
{
	struct vm_area_struct *vma;

	for (int i = 0; i < vms->vma_count; i++) {
		vma = vms->mas_detach[i];
		for (int addr = vma->vm_start; addr < vma->vm_end; addr++)
			vms->mm->mm_mt[addr] = vma;
	}
}

/* The old mappings are part of the address space again, in the tree and in
 * their files. What was present of them comes back by fault. Cannot fail: the
 * ranges are those that the tree held before. */
static void vms_restore_area(struct vma_munmap_struct *vms)
{
	if (!vms->nr_pages)
		return;
	if (!vms->clear_ptes) {
		vms_restore_tree(vms);
		for (int i = 0; i < vms->vma_count; i++)
			vma_link_file(vms->mas_detach[i], false);
	}
	reattach_vmas(vms);
}

/* A driver may say it in other words, but not that all is well. */
static int ref_error_hook(const struct mmap_action *action, int err)
{
	int other = action->error_hook ? action->error_hook(err) : err;

	return other ? other : err;
}

/* The driver completes the VMA, the core populates it, the driver takes what
 * belongs to it. */
static int mmap_finish(struct mmap_state *map, struct file *file, const struct mmap_action *action,
		       struct vm_area_struct *vma)
{
	int err = file->f_op->mmap_prepare ? call_mmap_complete(map, file, vma) : 0;

	if (!err)
		err = mmap_action_run(action, vma);
	if (!err)
		err = call_success_hook(action, vma);
	if (!err)
		err = call_vma_mapped(vma);
	if (map->hold_file_rmap_lock)
		i_mmap_unlock_write(vma->vm_file->f_mapping);
	if (err)
		err = ref_error_hook(action, err);
	return err && action->error_override ? action->error_override : err;
}

/* Takes back a VMA that could not be finished. close runs for a driver with a
 * complete hook; what others take for a VMA they take in mapped, which failed
 * or never ran. */
static void mmap_remove_new_vma(struct mmap_state *map, struct file *file, struct vm_area_struct *vma)
{
	if (!file->f_op->mmap_complete)
		vma->vm_ops = &vma_dummy_vm_ops;
	unmap_region(vma);
	__vma_iter_clear(map->mm, map->addr, map->end);
	map->mm->map_count--;
	vma_mark_detached(vma);
	remove_vma(vma);
}

/* For a .mmap hook that stands before another file with .mmap_prepare. mapped
 * comes when the VMA is complete, as for all; a file whose hooks need to see
 * that VMA, or to hear that there is none, does not stand behind another. */
static int compat_vma_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct vm_area_desc desc = { .vm_ops = &vma_dummy_vm_ops };
	struct file *before = vma->vm_file;
	int err;

	if (file->f_op->mmap_complete || file->f_op->mmap_abort)
		return -ENODEV;
	compat_set_desc_from_vma(&desc, file, vma);
	err = vfs_mmap_prepare(file, &desc);
	if (err)
		return err;
	err = mmap_action_prepare(&desc);
	if (!err)
		compat_set_vma_from_desc(vma, &desc);
	if (desc.vm_file != before)
		fput(desc.vm_file, REF_DRIVER);
	if (err)
		return err;
	return mmap_action_run(&desc.action, vma);
}

static long __mmap_region(struct file *file, int addr, int len, unsigned vm_flags, int pgoff)
{
	bool have_mmap_prepare = file && file->f_op->mmap_prepare;
	struct vm_area_desc desc = { };
	struct vm_area_struct *vma;
	struct mmap_state map;
	int err;

	init_mmap_state(&map, current_mm, file, addr, len, vm_flags, pgoff);
	err = __mmap_setup(&map);
	if (err)
		goto restore;
	if (have_mmap_prepare) {
		err = call_mmap_prepare(&map, file, &desc);
		/* the hook has succeeded, but its action is refused */
		if (err && prepared[__mmapck_task()].owed)
			goto abort;
		if (err)
			goto unacct;
	}

	vma = mmap_merge(&map);
	if (vma) {
		if (have_mmap_prepare)
			call_mmap_abort(&map, file);
		__mmap_epilogue(&map, vma);
		return addr;
	}

	/* the iterator is set anew after a merge that failed */
	map.iter_at_prev = false;
	err = __mmap_new_vma(&map);
	if (err)
		goto abort;
	vma = map.vma;
	if (have_mmap_prepare)
		set_vma_user_defined_fields(vma, &map);
	if (file) {
		err = mmap_finish(&map, file, &desc.action, vma);
		if (err) {
			mmap_remove_new_vma(&map, file, vma);
			goto unacct;
		}
	}
	__mmap_epilogue(&map, vma);
	return addr;

abort:
	if (have_mmap_prepare)
		call_mmap_abort(&map, file);
unacct:
	vm_unacct_memory(map.charged);
restore:
	vms_restore_area(&map.vms);
	return err;
}
