/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The protocol of generation ref alone: what mmap_region(), fork(), the exit of
 * the child and munmap() do about a file and the hooks of its driver. Of the
 * rest, only that mmap() may fail or merge at any time, and fork() may fail. The
 * hooks are called by the functions of mm/ref.c and mm/fork.c, with what they may
 * rely on: a VMA of this address space, in its tree and in the file's i_mmap, with
 * its range and its reference to the file, and close at the end. What calls no
 * hook is one step: of all that it touches, two address spaces share the file
 * alone.
 */
#include <mmapck/driver.h>

static __atomic_step int new_vma_in_one_step(struct mmap_state *map)
{
	int err = __mmap_new_vma(map);

	if (!err)
		set_vma_user_defined_fields(map->vma, map);
	return err;
}

static __atomic_step void unmap_in_one_step(struct vm_area_struct *vma)
{
	unmap_region(vma);
	__vma_iter_clear(vma->vm_mm, vma->vm_start, vma->vm_end);
	vma->vm_mm->map_count--;
	vma_mark_detached(vma);
}

static __atomic_step void free_in_one_step(struct vm_area_struct *vma)
{
	fput(vma->vm_file, REF_VMA);
	vm_area_free(vma);
}

/* As mmap_remove_new_vma(), for a mapping that failed, and as munmap(). */
static void protocol_unmap(struct vm_area_struct *vma, bool close)
{
	if (!close)
		vma->vm_ops = &vma_dummy_vm_ops;
	unmap_in_one_step(vma);
	vma_close(vma);
	free_in_one_step(vma);
}

/* Maps a page. Caller holds the mmap lock for writing. */
static int protocol_map(struct file *file, struct mmap_state *map)
{
	bool have_mmap_prepare = file->f_op->mmap_prepare;
	struct vm_area_desc desc = { };
	int err;

	if (have_mmap_prepare) {
		err = call_mmap_prepare(map, file, &desc);
		/* the hook has succeeded, but its action is refused */
		if (err && prepared[__mmapck_task()].owed)
			goto abort;
		if (err)
			return err;
	}
	/* a merge, which makes no VMA */
	err = choose(0, 1) ? -EEXIST : 0;
	if (!err)
		err = have_mmap_prepare ? new_vma_in_one_step(map) : __mmap_new_vma(map);
	if (err)
		goto abort;
	err = mmap_finish(map, file, &desc.action, map->vma);
	if (err)
		protocol_unmap(map->vma, file->f_op->mmap_complete);
	return err;

abort:
	if (have_mmap_prepare)
		call_mmap_abort(map, file);
	return err;
}

/* Maps a page of a file and unmaps it at once. */
__syscall static long map_and_unmap(int fd)
{
	struct file *file = &files[fd];
	struct mmap_state map;
	int err;

	if (down_write_killable(&current_mm->mmap_lock))
		return -EINTR;
	init_mmap_state(&map, current_mm, file, 0, 1, VM_READ | VM_SHARED | VM_MAYREAD | VM_MAYSHARE, 0);
	err = protocol_map(file, &map);
	if (!err)
		protocol_unmap(map.vma, true);
	up_write(&current_mm->mmap_lock);
	return err;
}

static __atomic_step struct vm_area_struct *dup_in_one_step(struct mm_struct *mm, struct vm_area_struct *vma)
{
	struct vm_area_struct *tmp = vma->vm_flags & VM_DONTCOPY ? NULL : dup_vma(mm, vma);

	if (!tmp)
		return NULL;
	tmp->detached = false;
	__vma_iter_store(mm, tmp);
	mm->map_count++;
	return tmp;
}

static __atomic_step void link_in_one_step(struct vm_area_struct *vma)
{
	get_file(vma->vm_file, REF_VMA);
	vma_link_file(vma, false);
}

/* A child with a copy of the VMA, and its end, which is the same whether the
 * fork fails late or the child exits. Caller holds the mmap lock for writing. */
static void protocol_fork_and_exit(struct mm_struct *mm, struct vm_area_struct *vma)
{
	struct vm_area_struct *tmp;

	down_write(&mm->mmap_lock);
	tmp = dup_in_one_step(mm, vma);
	if (tmp) {
		vma_open(tmp);
		link_in_one_step(tmp);
		copy_page_range(tmp, vma);
		protocol_unmap(tmp, true);
	}
	up_write(&mm->mmap_lock);
}

/* Maps a page of a file, forks a child that exits, and unmaps the page. */
__syscall static long map_fork_and_unmap(int fd, int child)
{
	struct file *file = &files[fd];
	struct mmap_state map;
	int err;

	if (down_write_killable(&current_mm->mmap_lock))
		return -EINTR;
	init_mmap_state(&map, current_mm, file, 0, 1, VM_READ | VM_SHARED | VM_MAYREAD | VM_MAYSHARE, 0);
	err = protocol_map(file, &map);
	if (!err) {
		protocol_fork_and_exit(&mms[child], map.vma);
		protocol_unmap(map.vma, true);
	}
	up_write(&current_mm->mmap_lock);
	return err;
}
