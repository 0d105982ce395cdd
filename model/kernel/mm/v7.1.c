/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Generation v7.1: vm_ops->mapped, where a driver takes what belongs to one
 * mapping; a wrong action is refused before anything is made.
 *
 * Models __mmap_region() of mm/vma.c as of Linux 7.2, the first release in which
 * this generation is complete ("mm: add vm_ops->mapped hook", v4, merged for
 * 7.1). What is wrong with it:
 *
 *   a failure in an overlay  the charge that old mappings had is lost with them
 *   the range merges         a file that prepare put in place of its own keeps a
 *                            reference; likewise where the action is refused
 *   mapped fails             close runs on what mapped never made
 *   do_munmap() fails, too   the mapping stays, and mmap() returns the error
 */
#define MMAPCK_HAVE_MMAP_ACTION
#include "common.c"
#include "mmap-region-wrapper.c"
#include "action.c"
#include "action-checked.c"
#include "compat.c"
#include "mapped.c"

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
	vm_unacct_memory(map.charged);
	if (map.file_doesnt_need_get)
		fput(map.file, REF_DRIVER);
abort_munmap:
	vms_abort_munmap_vmas(&map.vms);
	return err;
}
