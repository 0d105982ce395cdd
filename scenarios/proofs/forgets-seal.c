/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file of the reference seal with one mistake: an error that complete finds
 * after the seal was taken forgets the seal, and close has nothing to return.
 * The hook is one step, as what it shares with others is its file's alone.
 */
#include <mmapck/driver.h>
#include <mmapck/seal.h>

static __atomic_step int forgets_seal_mmap_complete(struct file *file, struct vm_area_struct *vma, int direct)
{
	int err = xfs_file_mmap_complete(file, vma, direct);

	if (err)
		return err;
	err = fault("forgets_seal_mmap_complete", -EIO, FAULT_DRIVER);
	if (err)
		vma->vm_private_data = 0;
	return err;
}

DRIVER(forgets_seal, .open = xfs_file_open, .mmap_prepare = xfs_file_mmap_prepare,
       .mmap_complete = forgets_seal_mmap_complete, .mmap_abort = xfs_file_mmap_abort,
       .evict_inode = xfs_inactive);
