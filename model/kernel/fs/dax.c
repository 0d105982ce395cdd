/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Page faults of a DAX file: a page table entry names the block itself.
 *
 * Models __xfs_filemap_fault() of fs/xfs/xfs_file.c, dax_iomap_pte_fault() of
 * fs/dax.c and xfs_direct_write_iomap_begin() of fs/xfs/xfs_iomap.c, Linux
 * 6.12, for files without shared extents: copy on write is left out, and a
 * store to a shared page ends in SIGBUS, as in MAP_DIRECT's time. Huge pages,
 * MAP_SYNC and memory failure are left out.
 */
#include <mmapck/seal.h>

struct iomap {
	enum extent_state type;
	u8 addr range(0, MMAPCK_NR_BLOCKS);
	bool fresh;		/* IOMAP_F_NEW: the zero page may be mapped for it */
};

/* A block for a page that is to be written: 0 or -errno. */
static int xfs_iomap_write_direct(struct inode *inode, int page, struct iomap *iomap)
{
	struct xfs_inode *ip = XFS_I(inode);
	struct xfs_trans tp;
	int err;

	err = xfs_trans_alloc_ilock(&tp, ip, 1);
	if (err)
		return err;
	err = xfs_bmapi_write(&tp, inode, page, 1, EXTENT_WRITTEN);
	if (err) {
		xfs_trans_cancel(&tp);
		up_write(&ip->i_lock);
		return err;
	}
	xfs_trans_commit(&tp);
	iomap->type = ip->i_df[page].br_state;
	iomap->addr = ip->i_df[page].br_startblock;
	iomap->fresh = true;
	up_write(&ip->i_lock);
	return 0;
}

/* What is behind a page; with write, a block is. */
static int xfs_direct_write_iomap_begin(struct inode *inode, int page, bool write, struct iomap *iomap)
{
	struct xfs_inode *ip = XFS_I(inode);
	int err;

	down_read(&ip->i_lock);
	err = fault("xfs_iread_extents", -EIO, FAULT_IO);
	if (err) {
		up_read(&ip->i_lock);
		return err;
	}
	iomap->type = ip->i_df[page].br_state;
	iomap->addr = ip->i_df[page].br_startblock;
	iomap->fresh = false;
	up_read(&ip->i_lock);

	if (!write || iomap->type == EXTENT_WRITTEN)
		return 0;
	if (iomap->type == EXTENT_SHARED)
		return -EOPNOTSUPP;
	/* v8 of MAP_DIRECT: under mmap_lock nobody can wait for a lease */
	err = seal_break_layout(inode, false);
	if (err)
		return err;
	return xfs_iomap_write_direct(inode, page, iomap);
}

/* Sets the page table entry. Where a block took the place of the zero page, the
 * zero page is taken out of all page tables first. */
static void dax_insert_entry(struct vm_fault *vmf, struct iomap *iomap)
{
	int pfn = extent_is_readable(iomap->type) ? iomap->addr : ZERO_PFN;

	if (iomap->fresh)
		unmap_mapping_range(vmf->vma->vm_file->f_mapping, vmf->pgoff, 1);
	set_pte(vmf->vma->vm_mm, vmf->address, pfn, vmf->write);
}

static int dax_iomap_fault(struct vm_fault *vmf, struct inode *inode)
{
	struct mutex *entry;
	struct iomap iomap;
	int err;

	if (vmf->pgoff >= inode->i_size)
		return VM_FAULT_SIGBUS;
	if (fault("grab_mapping_entry", -ENOMEM, FAULT_ALLOC_THEORETICAL))
		return VM_FAULT_OOM;
	entry = &XFS_I(inode)->i_entry[vmf->pgoff];
	mutex_lock(entry);
	err = xfs_direct_write_iomap_begin(inode, vmf->pgoff, vmf->write, &iomap);
	if (!err)
		dax_insert_entry(vmf, &iomap);
	mutex_unlock(entry);
	if (err == -ENOMEM)
		return VM_FAULT_OOM;
	return err ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
}

static int xfs_filemap_fault(struct vm_fault *vmf)
{
	struct inode *inode = file_inode(vmf->vma->vm_file);
	int ret;

	down_read(&inode->i_data.invalidate_lock);
	ret = dax_iomap_fault(vmf, inode);
	up_read(&inode->i_data.invalidate_lock);
	return ret;
}

static const struct vm_operations_struct xfs_file_vm_ops = {
	.fault = xfs_filemap_fault,
};
