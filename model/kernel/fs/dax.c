/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Page faults of a DAX file: a page table entry names the block itself.
 *
 * Models __xfs_filemap_fault() of fs/xfs/xfs_file.c, dax_iomap_pte_fault() of
 * fs/dax.c and xfs_dax_write_iomap_end() of fs/xfs/xfs_iomap.c, Linux 6.12. Huge pages
 * are left out.
 */
#include <mmapck/seal.h>

static __pure int iomap_pfn(const struct iomap *iomap)
{
	return extent_is_readable(iomap->type) ? iomap->addr : ZERO_PFN;
}

/* Makes the DAX entry name the block. One that names a block already stays, unless that is to be
 * replaced; then, as where the zero page was, all page tables forget it first. */
static void dax_insert_entry(struct vm_fault *vmf, struct inode *inode, const struct iomap *iomap)
{
	if (iomap->fresh)
		unmap_mapping_range(&inode->i_data, vmf->pgoff, 1);
	if (iomap->fresh || !XFS_I(inode)->i_dax[vmf->pgoff] || XFS_I(inode)->i_dax[vmf->pgoff] == ZERO_PFN)
		XFS_I(inode)->i_dax[vmf->pgoff] = iomap_pfn(iomap);
}

static void dax_insert_pfn(struct vm_fault *vmf, const struct iomap *iomap)
{
	set_pte(vmf->vma->vm_mm, vmf->address, iomap_pfn(iomap), vmf->write);
}

static void dax_map(struct vm_fault *vmf, struct inode *inode, const struct iomap *iomap)
{
	dax_insert_entry(vmf, inode, iomap);
	dax_insert_pfn(vmf, iomap);
}

/* dax_iomap_direct_access(): memory that is broken is not mapped. */
static __pure int dax_direct_access(const struct iomap *iomap)
{
	return iomap_pfn(iomap) != ZERO_PFN && blocks[iomap->addr].b_poison ? -EIO : 0;
}

/* MAP_SYNC: the block may be written without a word once it is mapped, so its place has to be
 * durable first. */
static int dax_finish_sync_fault(struct vm_fault *vmf, struct inode *inode, const struct iomap *iomap)
{
	int err = fault("vfs_fsync_range", -EIO, FAULT_IO);

	if (err)
		return err;
	xfs_log_force();
	dax_map(vmf, inode, iomap);
	return 0;
}

/* The old block's data goes to the staging block. */
static __atomic_step int dax_iomap_copy_around(const struct inode *inode, int page, const struct iomap *iomap)
{
	int err = fault("dax_iomap_copy_around", -EIO, FAULT_IO);

	if (!err && blocks[XFS_I(inode)->i_df[page].br_startblock].b_poison)
		err = -EIO;
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

/* A store to a shared page. Linux 6.12 has the entry before the copy, and maps before the end, whose
 * failure it forgets. */
static int dax_fault_cow(struct vm_fault *vmf, struct inode *inode, struct iomap *iomap)
{
	int err;
	int end;

	if (!xfs_fixes.copies_before_entry)
		dax_insert_entry(vmf, inode, iomap);
	err = dax_iomap_copy_around(inode, vmf->pgoff, iomap);
	if (!err && !xfs_fixes.dax_reports_end_cow)
		dax_map(vmf, inode, iomap);
	end = xfs_dax_write_iomap_end(inode, vmf->pgoff, err);
	if (!xfs_fixes.dax_reports_end_cow)
		return err;
	if (!end)
		dax_map(vmf, inode, iomap);
	return end;
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
	err = dax_direct_access(&iomap);
	if (err)
		return err;
	if (XFS_I(inode)->i_sync && vmf->write && xfs_fixes.syncs_before_pte)
		return dax_finish_sync_fault(vmf, inode, &iomap);
	dax_map(vmf, inode, &iomap);
	return 0;
}

/* A process that asked for nothing gets a signal for somebody's seal or lease: for invariants. */
static bool denied_ordinary[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

static __atomic_step __notrace void witness_denied(const struct vm_area_struct *vma, int err)
{
	denied_ordinary[__mmapck_task()] = (err == -ETXTBSY || err == -EWOULDBLOCK) && !vma_is_direct(vma) &&
					   !vma_is_broken(vma);
}

static __pure int dax_fault_return(int err)
{
	switch (err) {
	case 0:
		return VM_FAULT_NOPAGE;
	case -ENOMEM:
		return VM_FAULT_OOM;
	case -ETXTBSY:
		return seal_fault_error();
	}
	return VM_FAULT_SIGBUS;
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
	witness_denied(vmf->vma, err);
	return dax_fault_return(err);
}

/* xfs_vma_checks() of 2017: a direct mapping is one of a DAX file that shares nothing, or of nothing. */
static __pure bool xfs_vma_checks_fail(const struct vm_area_struct *vma, const struct inode *inode)
{
	const struct xfs_inode *ip = XFS_I(inode);

	return vma_is_direct(vma) && (!ip->i_isdax || (!xfs_fixes.dax_copies_on_write && inode_is_shared(ip)));
}

/* Caller holds MMAPLOCK. */
static int __xfs_filemap_fault(struct vm_fault *vmf, struct inode *inode)
{
	if (xfs_vma_checks_fail(vmf->vma, inode))
		return seal_fault_error();
	return XFS_I(inode)->i_isdax ? dax_iomap_fault(vmf, inode) : filemap_fault(vmf, inode);
}

/* What the task will be sent for a fault that was not served. */
static __atomic_step __notrace void note_signal(int ret)
{
	fault_signal[__mmapck_task()] = SIG_NONE;
	if (ret & VM_FAULT_SIGBUS)
		fault_signal[__mmapck_task()] = ret == VM_FAULT_SIGSEGV ? SIGSEGV : SIGBUS;
}

static int xfs_filemap_fault(struct vm_fault *vmf)
{
	struct inode *inode = file_inode(vmf->vma->vm_file);
	bool mmaplock = xfs_fixes.faults_under_mmaplock;
	int ret;

	if (mmaplock)
		down_read(&inode->i_data.invalidate_lock);
	ret = __xfs_filemap_fault(vmf, inode);
	if (mmaplock)
		up_read(&inode->i_data.invalidate_lock);
	note_signal(ret);
	return ret;
}

static const struct vm_operations_struct xfs_file_vm_ops = {
	.fault = xfs_filemap_fault,
};
