/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Generation v6.11: mmap_region() in one piece. What is overlaid is unmapped
 * before anything else, and much can fail after the hook.
 *
 * Models mmap_region() of mm/mmap.c, Linux 6.11. What is wrong with it:
 *
 *   the hook fails           the VMA keeps the driver's ops while it is unmapped
 *   something fails later    close runs on a VMA that was never inserted; not at
 *                            all where the file is not the one of the call
 *   the hook changes flags   the new VMA may merge; it is freed without close
 *   an overlay fails         the old mapping is gone, whatever comes next; the
 *                            error is -ENOMEM, whatever it was
 */
#define MMAPCK_NO_MMAP_PREPARE
#define VMA_STARTS_ATTACHED 1
#define VM_FLAGS_SET_AT_END 1
#include "common.c"

static __pure int count_vma_pages_range(const struct mm_struct *mm, int addr, int end)
{
	int pages = 0;

	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (i >= addr && i < end && mm->mm_mt[i])
			pages++;
	return pages;
}

/* Whether no mapping of the range is sealed. */
static __pure bool can_modify_mm(const struct mm_struct *mm, int addr, int end)
{
	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (i >= addr && i < end && mm->mm_mt[i] && !can_modify_vma(mm->mm_mt[i]))
			return false;
	return true;
}

/* Limits, what is in the way, and the charge of the whole range. */
static int mmap_setup(struct mmap_state *map)
{
	int err;

	if (!may_expand_vm(map->mm, map->vm_flags, map->pglen) &&
	    !may_expand_vm(map->mm, map->vm_flags,
			   map->pglen - count_vma_pages_range(map->mm, map->addr, map->end)))
		return -ENOMEM;
	if (!can_modify_mm(map->mm, map->addr, map->end))
		return -EPERM;
	err = do_vmi_munmap(map->mm, map->addr, map->pglen, true, false);
	if (err)
		return -ENOMEM;
	if (!accountable_mapping(map->vm_flags))
		return 0;
	err = security_vm_enough_memory_mm(map->pglen);
	if (err)
		return err;
	map->charged = map->pglen;
	map->vm_flags |= VM_ACCOUNT;
	return 0;
}

/* Once more, with the flags that the hook has set, or NULL. */
static struct vm_area_struct *mmap_merge_again(struct mmap_state *map, const struct vm_area_struct *vma)
{
	struct vma_merge_struct vmg;

	if (!vma_prev(map->mm, map->addr))
		return NULL;
	init_vma_merge(&vmg, map->mm, map->addr, map->end, map->pgoff, vma->vm_flags, map->file);
	return vma_merge_new_range(&vmg);
}

/* The driver's hook. What it has set stays set where it fails. */
static int call_mmap(struct file *file, struct vm_area_struct *vma)
{
	int locks = locks_held();
	int err;

	err = file->f_op->mmap(file, vma);
	check_locks_kept(locks);
	check(!err || !vma_has_close(vma), "ops-of-failed-hook",
	      "no callback of a driver is left on a VMA whose mmap hook has failed");
	return err;
}

/* The VMA and its file are taken down; the driver's ops are what the hook left. */
static void unmap_and_put_file(struct vm_area_struct *vma, struct file *file)
{
	fput(file, REF_VMA);
	vma->vm_file = NULL;
	unmap_region(vma);
}

static long mmap_region(struct file *file, int addr, int len, unsigned vm_flags, int pgoff)
{
	bool writable_file_mapping = false;
	struct vm_area_struct *merged;
	struct vm_area_struct *vma;
	struct mmap_state map;
	int err;

	mmap_assert_write_locked(current_mm);
	init_mmap_state(&map, current_mm, file, addr, len, vm_flags, pgoff);
	err = mmap_setup(&map);
	if (err)
		return err;

	vma = mmap_merge(&map);
	if (vma)
		goto expanded;
	vma = vm_area_alloc(map.mm);
	if (!vma) {
		err = -ENOMEM;
		goto unacct_error;
	}
	vma_set_range(vma, &map);

	if (file) {
		get_file(file, REF_VMA);
		vma->vm_file = file;
		err = call_mmap(file, vma);
		if (err)
			goto unmap_and_free_vma;
		if (is_shared_maywrite(vma->vm_flags)) {
			err = mapping_map_writable(file->f_mapping);
			if (err)
				goto close_and_free_vma;
			writable_file_mapping = true;
		}
		err = -EINVAL;
		if (vma->vm_start != addr)
			goto close_and_free_vma;
		if (vma->vm_flags != map.vm_flags) {
			merged = mmap_merge_again(&map, vma);
			map.vm_flags = vma->vm_flags;
			if (merged) {
				fput(vma->vm_file, REF_VMA);
				vm_area_free(vma);
				vma = merged;
				goto unmap_writable;
			}
		}
	} else if (map.vm_flags & VM_SHARED) {
		err = shmem_zero_setup(vma);
		if (err)
			goto free_vma;
	} else {
		vma_set_anonymous(vma);
	}

	err = -EACCES;
	if (map.mm->mdwe && map_deny_write_exec(map.vm_flags))
		goto close_and_free_vma;
	err = fault("arch_validate_flags", -EINVAL, FAULT_POLICY);
	if (err)
		goto close_and_free_vma;
	vma_iter_config(&map);
	err = vma_iter_prealloc();
	if (err)
		goto close_and_free_vma;
	mmap_insert_vma(&map, vma);
unmap_writable:
	if (writable_file_mapping)
		mapping_unmap_writable(file->f_mapping);
expanded:
	__mmap_epilogue(&map, vma);
	return addr;

close_and_free_vma:
	if (file && LATE_FAILURE_CLOSES)
		vma_close(vma);
unmap_and_free_vma:
	if (file || (vma->vm_file && LATE_FAILURE_PUTS_SHMEM)) {
		unmap_and_put_file(vma, FAILED_HOOK_PUTS_VMA_FILE ? vma->vm_file : file);
		if (writable_file_mapping)
			mapping_unmap_writable(file->f_mapping);
	}
free_vma:
	vm_area_free(vma);
unacct_error:
	vm_unacct_memory(map.charged);
	return err;
}
