/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hugetlbfs: pages for a private mapping are reserved when it is made and given
 * back by close. Models hugetlbfs_file_mmap() of fs/hugetlbfs/inode.c.
 *
 *	hugetlbfs		in .mmap: before Linux 7.0, and again since 83f9efcce93f
 *	hugetlbfs_complete	in .mmap_complete: "expand mmap_prepare functionality,
 *				port more users", v1, September 2025
 *	hugetlbfs_prepare	in .mmap_prepare, the lock of the VMA in the success
 *				hook: Linux 7.0 (CVE-2026-46318)
 */
#include <mmapck/driver.h>

#define HUGETLB_OWNER 1		/* the private data of a mapping with a reservation */

static struct account hugetlb_reserved;

static void hugetlb_vm_op_open(struct vm_area_struct *vma)
{
	/* what is copied has no reservation of its own */
	vma->vm_private_data = 0;
}

static void hugetlb_vm_op_close(struct vm_area_struct *vma)
{
	if (vma->vm_private_data == HUGETLB_OWNER)
		uncharge(&hugetlb_reserved, vma_pages(vma));
}

static int hugetlb_vm_op_split(struct vm_area_struct *vma, int addr)
{
	(void)vma;
	(void)addr;
	return -EINVAL;
}

static const struct vm_operations_struct hugetlb_vm_ops = {
	.open = hugetlb_vm_op_open,
	.close = hugetlb_vm_op_close,
	.may_split = hugetlb_vm_op_split,
	.fault = generic_file_fault,
};

/* Shared mappings reserve for the inode, until it is truncated: left out. */
static int hugetlb_reserve_pages(struct inode *inode, int pages)
{
	int err;

	down_write(&inode->i_rwsem);
	err = fault("hugetlb_acct_memory", -ENOMEM, FAULT_LIMIT);
	if (!err)
		charge(&hugetlb_reserved, pages);
	up_write(&inode->i_rwsem);
	return err;
}

static int hugetlbfs_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err;

	vma->vm_flags |= VM_DONTEXPAND;
	vma->vm_ops = &hugetlb_vm_ops;
	err = hugetlb_reserve_pages(file_inode(file), vma_pages(vma));
	if (err)
		return err;
	vma->vm_private_data = HUGETLB_OWNER;
	return 0;
}

DRIVER(hugetlbfs, .mmap = hugetlbfs_file_mmap);

static int hugetlbfs_file_mmap_checks(struct vm_area_desc *desc)
{
	desc->vm_flags |= VM_DONTEXPAND;
	desc->vm_ops = &hugetlb_vm_ops;
	return 0;
}

static int hugetlbfs_file_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	int err = hugetlb_reserve_pages(file_inode(file), vma_pages(vma));

	(void)context;
	if (!err)
		vma->vm_private_data = HUGETLB_OWNER;
	return err;
}

DRIVER(hugetlbfs_complete, .mmap_prepare = hugetlbfs_file_mmap_checks, .mmap_complete = hugetlbfs_file_mmap_complete);

static int hugetlb_file_mmap_prepare_success(const struct vm_area_struct *vma)
{
	(void)vma;
	return fault("hugetlb_vma_lock_alloc", -EINVAL, FAULT_ALLOC_THEORETICAL);
}

static int hugetlbfs_file_mmap_prepare(struct vm_area_desc *desc)
{
	int err;

	desc->vm_flags |= VM_DONTEXPAND;
	desc->vm_ops = &hugetlb_vm_ops;
	err = hugetlb_reserve_pages(file_inode(desc->file), vma_desc_pages(desc));
	if (err)
		return err;
	desc->private_data = HUGETLB_OWNER;
	desc->action.hide_from_rmap_until_complete = true;
	desc->action.success_hook = hugetlb_file_mmap_prepare_success;
	return 0;
}

DRIVER(hugetlbfs_prepare, .mmap_prepare = hugetlbfs_file_mmap_prepare);

static __pure int hugetlb_owned_pages(void)
{
	int pages = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_ops == &hugetlb_vm_ops && vma_at(i)->vm_private_data == HUGETLB_OWNER)
			pages += vma_pages(vma_at(i));
	return pages;
}

INVARIANT(hugetlb_reserves_match, AT_QUIESCENCE,
	  "what is reserved is the number of pages of mappings that own a reservation")
{
	return hugetlb_reserved.charged == hugetlb_owned_pages();
}
