/* SPDX-License-Identifier: Apache-2.0 */
/*
 * S_IOMAP_SEALED: a bit of the inode, set while direct mappings exist.
 *
 * Models what v4 to v6 of "MAP_DIRECT and block-map sealed files", August 2017, have in
 * common, as posted: the seal covers the whole file, whatever its extents are; it is set
 * and cleared under IOLOCK and MMAPLOCK, and tested where the patches test it.
 * Put on a current kernel, XFS does not set VM_MIXEDMAP any more, as those
 * patches did on DAX; so direct mappings can merge.
 */
#include <mmapck/seal.h>

#include "no-lease.c"

static __pure int seal_refuses(const struct inode *inode, enum seal_site site, int first, int len)
{
	(void)first;
	(void)len;
	if (!XFS_I(inode)->i_sealed)
		return 0;
	/* never tested again under the locks */
	if (site == SEAL_SWAPEXT_LOCKED || site == SEAL_SHIFT || site == SEAL_BUNMAPI)
		return 0;
	return site == SEAL_SWAPEXT ? -EINVAL : -ETXTBSY;
}

/* Caller holds IOLOCK and MMAPLOCK. */
static __atomic_step void xfs_seal_get(struct inode *inode)
{
	struct xfs_inode *ip = XFS_I(inode);

	lockdep_assert_held_write(&inode->i_rwsem);
	lockdep_assert_held_write(&inode->i_data.invalidate_lock);
	ip->i_sealed = true;
	ip->i_mapdcount++;
	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
		promise_extent(inode, page);
}

/* Whether that was not the last one: atomic_add_unless(). */
static __atomic_step bool xfs_mapdcount_dec_not_one(struct xfs_inode *ip)
{
	check(ip->i_mapdcount, "seal-underflow", "a direct mapping that ends was counted");
	if (ip->i_mapdcount == 1)
		return false;
	ip->i_mapdcount--;
	return true;
}

/* Caller holds IOLOCK and MMAPLOCK. */
static __atomic_step void xfs_seal_put(struct inode *inode)
{
	struct xfs_inode *ip = XFS_I(inode);

	check(ip->i_mapdcount, "seal-underflow", "a direct mapping that ends was counted");
	ip->i_mapdcount--;
	if (ip->i_mapdcount)
		return;
	ip->i_sealed = false;
	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
		release_promise(inode, page);
}

static void xfs_map_direct_put(struct inode *inode)
{
	if (xfs_mapdcount_dec_not_one(XFS_I(inode)))
		return;
	xfs_ilock_excl(inode);
	xfs_seal_put(inode);
	xfs_iunlock_excl(inode);
}

static void xfs_map_direct_get(struct inode *inode)
{
	xfs_ilock_excl(inode);
	xfs_seal_get(inode);
	xfs_iunlock_excl(inode);
}

/* A split or a fork: the VMA that is copied is counted already. */
static void xfs_direct_vma_open(struct vm_area_struct *vma)
{
	XFS_I(file_inode(vma->vm_file))->i_mapdcount++;
	map_direct_copied(vma);
}

static void xfs_direct_vma_close(struct vm_area_struct *vma)
{
	xfs_map_direct_put(file_inode(vma->vm_file));
}

static const struct vm_operations_struct xfs_direct_vm_ops = {
	.open = xfs_direct_vma_open,
	.close = xfs_direct_vma_close,
	.fault = xfs_filemap_fault,
};

static int xfs_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	if (!map_direct_wanted()) {
		vma->vm_ops = &xfs_file_vm_ops;
		return 0;
	}
	vma->vm_ops = &xfs_direct_vm_ops;
	xfs_map_direct_get(file_inode(file));
	map_direct_sealed(vma->vm_start, vma->vm_end);
	return 0;
}

/* The hooks of files under this design. */
#define XFS_FILE_MMAP_HOOKS .mmap = xfs_file_mmap, .evict_inode = xfs_inactive

static __pure bool seal_supports(const struct file *file)
{
	return XFS_I(file_inode(file))->i_isxfs;
}

static __pure bool vma_is_direct(const struct vm_area_struct *vma)
{
	return vma->vm_ops == &xfs_direct_vm_ops;
}

static __pure int seal_count(const struct inode *inode)
{
	return XFS_I(inode)->i_mapdcount;
}

static __pure bool seal_is_set(const struct inode *inode)
{
	return XFS_I(inode)->i_sealed;
}
