/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Generation rfc-2025-09: .mmap_prepare, .mmap_complete and .mmap_abort.
 *
 * Models mm/vma.c as of "expand mmap_prepare functionality, port more users",
 * v1, September 2025 (06/16 "mm: introduce the f_op->mmap_complete, mmap_abort
 * hooks"). It was posted and never merged; its holes are the subject:
 *
 *   prepare fails           the charge is not returned
 *   the range merges        neither complete nor abort is called
 *   an allocation fails     abort is called, if the file of the system call has
 *                           one, but through the file that prepare left behind
 *   complete fails          the mapping is unmapped again, which itself may fail
 *   called from .mmap       complete finds a VMA that is not in the tree; abort
 *                           is never called
 */
#include "common.c"
#include "mmap-region-wrapper.c"
#include "compat.c"

/* complete and abort come with prepare, abort with complete. */
static __pure bool mmap_hooks_invalid(const struct file_operations *f_op)
{
	return (f_op->mmap_complete && !f_op->mmap_prepare) ||
	       (f_op->mmap_abort && !(f_op->mmap_prepare && f_op->mmap_complete));
}

static int call_mmap_prepare(struct mmap_state *map)
{
	struct vm_area_desc desc = { };
	int err;

	init_vma_desc(&desc, map);
	err = vfs_mmap_prepare_locked(map, map->file, &desc);
	if (err)
		return err;
	/* a driver without abort has nothing to give back */
	if (map->file->f_op->mmap_abort)
		owe(&prepared[__mmapck_task()]);
	update_mmap_state(map, &desc);
	return 0;
}

static int call_mmap_complete(struct mmap_state *map, struct vm_area_struct *vma)
{
	int err;

	err = map->file->f_op->mmap_complete(map->file, vma, map->mmap_context);
	check_locks_kept(map->prepare_locks);
	if (prepared[__mmapck_task()].owed)
		settle(&prepared[__mmapck_task()]);
	mmap_assert_write_locked(map->mm);
	if (err)
		/* may fail as well; then the mapping stays */
		do_munmap(map->mm, map->addr, map->pglen);
	return err;
}

static void call_mmap_abort(struct mmap_state *map)
{
	map->file->f_op->mmap_abort(map->file, map->vm_private_data, map->mmap_context);
	check_locks_kept(map->prepare_locks);
	settle(&prepared[__mmapck_task()]);
}

/* For a .mmap hook that stands before another file with .mmap_prepare. */
static int compat_vma_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct vm_area_desc desc = { };
	int err;

	compat_set_desc_from_vma(&desc, file, vma);
	err = file->f_op->mmap_prepare(&desc);
	if (err)
		return err;
	compat_set_vma_from_desc(vma, &desc);
	if (!file->f_op->mmap_complete)
		return 0;
	check(!vma->detached, "complete-before-insert", "a complete hook finds its VMA in the tree");
	return file->f_op->mmap_complete(file, vma, desc.mmap_context);
}

static __atomic_step void set_vma_user_defined_fields(struct vm_area_struct *vma, const struct mmap_state *map)
{
	if (map->vm_ops)
		vma->vm_ops = map->vm_ops;
	vma->vm_private_data = map->vm_private_data;
}

static long __mmap_region(struct file *file, int addr, int len, unsigned vm_flags, int pgoff)
{
	bool have_mmap_prepare = file && file->f_op->mmap_prepare;
	bool have_mmap_abort = file && file->f_op->mmap_abort;
	bool allocated_new = false;
	struct vm_area_struct *vma;
	struct mmap_state map;
	int err;

	if (file && mmap_hooks_invalid(file->f_op))
		return -EINVAL;

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
		allocated_new = true;
	}
	if (have_mmap_prepare)
		set_vma_user_defined_fields(vma, &map);
	__mmap_epilogue(&map, vma);

	if (allocated_new && have_mmap_prepare && map.file->f_op->mmap_complete) {
		err = call_mmap_complete(&map, vma);
		if (err)
			return err;
	}
	return addr;

unacct_error:
	if (have_mmap_abort)
		call_mmap_abort(&map);
	vm_unacct_memory(map.charged);
abort_munmap:
	vms_abort_munmap_vmas(&map.vms);
	return err;
}
