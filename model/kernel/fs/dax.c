/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Page faults of a DAX file: a page table entry names the block itself.
 *
 * Models __xfs_filemap_fault() of fs/xfs/xfs_file.c, dax_iomap_pte_fault() of
 * fs/dax.c and xfs_dax_write_iomap_end() of fs/xfs/xfs_iomap.c, Linux 6.12. Huge pages
 * and memory failure are left out.
 */
#include <mmapck/seal.h>

/* Sets the page table entry. Where a block took the place of the zero page, the
 * zero page is taken out of all page tables first. */
static void dax_insert_entry(struct vm_fault *vmf, struct iomap *iomap)
{
	int pfn = extent_is_readable(iomap->type) ? iomap->addr : ZERO_PFN;

	if (iomap->fresh)
		unmap_mapping_range(vmf->vma->vm_file->f_mapping, vmf->pgoff, 1);
	set_pte(vmf->vma->vm_mm, vmf->address, pfn, vmf->write);
}

/* The old block's data goes to the staging block. */
/* MAP_SYNC: the block may be written without a word once it is mapped, so its place has to be
 * durable first. */
static int dax_finish_sync_fault(struct vm_fault *vmf, struct iomap *iomap)
{
	int err = fault("vfs_fsync_range", -EIO, FAULT_IO);

	if (err)
		return err;
	xfs_log_force();
	dax_insert_entry(vmf, iomap);
	return 0;
}

static __atomic_step int dax_iomap_copy_around(const struct inode *inode, int page, const struct iomap *iomap)
{
	int err = fault("dax_iomap_copy_around", -EIO, FAULT_IO);

	if (err)
		return err;
	block_fill(iomap->addr);
	blocks[iomap->addr].b_data = blocks[XFS_I(inode)->i_df[page].br_startblock].b_data;
	return 0;
}

/* xfs_dax_write_iomap_end(): the copy becomes the file's, or is given back. */
static int xfs_dax_write_iomap_end(struct inode *inode, int page, int err)
{
	if (!err)
		err = xfs_reflink_end_cow(inode, page);
	if (err)
		xfs_reflink_cancel_cow_range(inode, page, 1);
	return err;
}

/* A store to a shared page. */
static int dax_fault_cow(struct vm_fault *vmf, struct inode *inode, struct iomap *iomap)
{
	int err = dax_iomap_copy_around(inode, vmf->pgoff, iomap);

	if (xfs_fixes.dax_reports_end_cow) {
		err = xfs_dax_write_iomap_end(inode, vmf->pgoff, err);
		if (!err)
			dax_insert_entry(vmf, iomap);
		return err;
	}
	/* Linux 6.12 maps first, and forgets that the end failed */
	if (!err)
		dax_insert_entry(vmf, iomap);
	xfs_dax_write_iomap_end(inode, vmf->pgoff, err);
	return err;
}

/* Caller holds the DAX entry. */
static int dax_fault_iter(struct vm_fault *vmf, struct inode *inode)
{
	struct iomap iomap;
	int err = xfs_direct_write_iomap_begin(inode, vmf->pgoff, vmf->write, &iomap);

	if (err)
		return err;
	if (iomap.cow)
		return dax_fault_cow(vmf, inode, &iomap);
	if (XFS_I(inode)->i_sync && vmf->write && xfs_fixes.syncs_before_pte)
		return dax_finish_sync_fault(vmf, &iomap);
	dax_insert_entry(vmf, &iomap);
	return 0;
}

static int dax_iomap_fault(struct vm_fault *vmf, struct inode *inode)
{
	struct mutex *entry;
	int err;

	if (vmf->pgoff >= inode->i_size)
		return VM_FAULT_SIGBUS;
	if (fault("grab_mapping_entry", -ENOMEM, FAULT_ALLOC_THEORETICAL))
		return VM_FAULT_OOM;
	entry = &XFS_I(inode)->i_entry[vmf->pgoff];
	mutex_lock(entry);
	err = dax_fault_iter(vmf, inode);
	mutex_unlock(entry);
	if (err == -ENOMEM)
		return VM_FAULT_OOM;
	return err ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
}

/* Caller holds MMAPLOCK. A direct mapping is one of blocks, or of nothing. */
static int __xfs_filemap_fault(struct vm_fault *vmf, struct inode *inode)
{
	if (XFS_I(inode)->i_isdax)
		return dax_iomap_fault(vmf, inode);
	return vma_is_direct(vmf->vma) ? VM_FAULT_SIGBUS : filemap_fault(vmf, inode);
}

static int xfs_filemap_fault(struct vm_fault *vmf)
{
	struct inode *inode = file_inode(vmf->vma->vm_file);
	int ret;

	if (!xfs_fixes.faults_under_mmaplock)
		return __xfs_filemap_fault(vmf, inode);
	down_read(&inode->i_data.invalidate_lock);
	ret = __xfs_filemap_fault(vmf, inode);
	up_read(&inode->i_data.invalidate_lock);
	return ret;
}

static const struct vm_operations_struct xfs_file_vm_ops = {
	.fault = xfs_filemap_fault,
};
