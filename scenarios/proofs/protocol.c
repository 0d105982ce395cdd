/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The protocol of generation ref alone: what mmap_region() does about the hooks
 * of a driver, and of the rest only that it may fail or merge at any time. The
 * hooks are called by the functions of mm/ref.c.
 */
#include <mmapck/driver.h>

/* Maps a page of a file and unmaps it at once. */
__syscall static long map_and_unmap(int fd)
{
	struct file *file = &files[fd];
	struct vm_area_desc desc = { };
	struct vm_area_struct *vma;
	struct mmap_state map;
	int err;

	if (down_write_killable(&current_mm->mmap_lock))
		return -EINTR;
	init_mmap_state(&map, current_mm, file, 0, 1, VM_READ | VM_SHARED | VM_MAYREAD | VM_MAYSHARE, 0);
	err = call_mmap_prepare(&map, file, &desc);
	if (err && !prepared[__mmapck_task()].owed)
		goto unlock;
	if (!err)
		err = fault("vm_area_alloc", -ENOMEM, FAULT_ALLOC_THEORETICAL);
	/* or the mapping grows a neighbour instead */
	if (err || choose(0, 1)) {
		call_mmap_abort(&map, file);
		goto unlock;
	}
	vma = vma_alloc();
	vma->vm_ops = map.vm_ops;
	vma->vm_end = 1;
	vma->vm_flags = map.vm_flags;
	vma->vm_private_data = map.vm_private_data;
	err = call_mmap_complete(&map, file, vma);
	vma_free(vma);
unlock:
	up_write(&current_mm->mmap_lock);
	return err;
}
