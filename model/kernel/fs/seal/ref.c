/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reference seal: a range of the extent map, kept under the extent map's
 * own lock.
 *
 * Ours; docs/seals.md argues why it holds. In short: a seal is taken in the last
 * step of mmap that can fail, under MMAPLOCK (shared) and ILOCK, which both
 * nest inside mmap_lock; it is given only on written extents that no other file
 * owns; every change of the map asks for seals under ILOCK, and those that
 * cannot stop half-way ask before they begin, under MMAPLOCK (exclusive). All
 * pieces of a direct mapping hold the one seal object, which knows its range.
 */
#define MMAPCK_SEAL_DESIGN
#include "../all.c"
#include "../all-fixes.c"
#include "../no-lease.c"
#include "../own-flag.c"

static const enum seal_promise seal_promise = MMAPCK_PROMISE(PROMISE_STRICT);

struct map_seal {
	u8 refs range(0, 7);		/* VMAs; 0: not in use */
	struct inode *inode;
	u8 first range(0, MMAPCK_NR_FILE_PAGES);
	u8 end range(0, MMAPCK_NR_FILE_PAGES);
};

/* vm_private_data of a direct mapping is the seal's index + 1. Guarded by ILOCK
 * of the inode but for an increment by who holds a reference. */
static struct map_seal map_seals[MMAPCK_NR_SEALS];

static __pure bool seal_covers(const struct inode *inode, int first, int end)
{
	for (int i = 0; i < MMAPCK_NR_SEALS; i++)
		if (map_seals[i].refs && map_seals[i].inode == inode &&
		    map_seals[i].first < end && first < map_seals[i].end)
			return true;
	return false;
}

static __pure int seal_refuses(const struct inode *inode, enum seal_site site, int first, int len)
{
	/* nothing is worth asking without a lock, or about pages beyond EOF */
	if (site == SEAL_FALLOCATE || site == SEAL_SWAPEXT || site == SEAL_WRITE)
		return 0;
	return seal_covers(inode, first, first + len) ? -ETXTBSY : 0;
}

/* Whether pages first..end-1 can be promised: they have a block that is theirs
 * alone and holds their data. */
static __pure bool extents_can_be_sealed(const struct inode *inode, int first, int end)
{
	for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
		if (page >= first && page < end &&
		    XFS_I(inode)->i_df[page].br_state != EXTENT_WRITTEN)
			return false;
	return end <= inode->i_size;
}

/* The index of a seal that is not in use, + 1, or 0. */
static __pure int unused_seal(void)
{
	for (int i = 0; i < MMAPCK_NR_SEALS; i++)
		if (!map_seals[i].refs)
			return i + 1;
	return 0;
}

/* Caller holds ILOCK. */
static __atomic_step int xfs_seal_publish(struct inode *inode, int first, int end)
{
	int seal = unused_seal();

	lockdep_assert_held_write(&XFS_I(inode)->i_lock);
	if (!seal)
		return -ENOMEM;
	map_seals[seal - 1].refs = 1;
	map_seals[seal - 1].inode = inode;
	map_seals[seal - 1].first = first;
	map_seals[seal - 1].end = end;
	for (int page = first; page < end; page++)
		promise_extent(inode, page);
	return seal;
}

/* The number of a new seal, or -errno: -ENXIO where the extents cannot be
 * promised. Caller holds the mmap lock. */
static int xfs_seal_get(struct inode *inode, int first, int end)
{
	int ret = fault("xfs_seal_alloc", -ENOMEM, FAULT_ALLOC_THEORETICAL);

	if (ret)
		return ret;
	down_read(&inode->i_data.invalidate_lock);
	down_write(&XFS_I(inode)->i_lock);
	ret = -ENXIO;
	if (extents_can_be_sealed(inode, first, end))
		ret = xfs_seal_publish(inode, first, end);
	up_write(&XFS_I(inode)->i_lock);
	up_read(&inode->i_data.invalidate_lock);
	return ret;
}

static __atomic_step void xfs_seal_put(struct map_seal *seal)
{
	struct inode *inode = seal->inode;
	u8 first = seal->first;
	u8 end = seal->end;

	lockdep_assert_held_write(&XFS_I(inode)->i_lock);
	check(seal->refs, "seal-underflow", "a direct mapping that ends was counted");
	seal->refs--;
	if (seal->refs)
		return;
	seal->inode = NULL;
	seal->first = 0;
	seal->end = 0;
	for (int page = first; page < end; page++)
		if (!seal_covers(inode, page, page + 1))
			release_promise(inode, page);
}

static void xfs_direct_vma_open(struct vm_area_struct *vma)
{
	if (!vma->vm_private_data)
		return;
	map_seals[vma->vm_private_data - 1].refs++;
	map_direct_copied(vma);
}

/* A mapping whose complete hook failed has no seal. */
static void xfs_direct_vma_close(struct vm_area_struct *vma)
{
	struct xfs_inode *ip = XFS_I(file_inode(vma->vm_file));

	if (!vma->vm_private_data)
		return;
	down_write(&ip->i_lock);
	xfs_seal_put(&map_seals[vma->vm_private_data - 1]);
	up_write(&ip->i_lock);
}

static const struct vm_operations_struct xfs_direct_vm_ops = {
	.open = xfs_direct_vma_open,
	.close = xfs_direct_vma_close,
	.fault = xfs_filemap_fault,
};

/* Takes nothing: a prepare may be followed by nothing at all. */
static int xfs_file_mmap_prepare(struct vm_area_desc *desc)
{
	if (!map_direct_wanted()) {
		desc->vm_ops = &xfs_file_vm_ops;
		return 0;
	}
	/* a direct mapping neither merges nor grows: its seal knows its range */
	desc->vm_flags |= VM_MIXEDMAP | VM_DONTEXPAND;
	desc->vm_ops = &xfs_direct_vm_ops;
	desc->mmap_context = 1;
	return 0;
}

static int xfs_file_mmap_complete(struct file *file, struct vm_area_struct *vma, int direct)
{
	int seal;

	if (!direct)
		return 0;
	seal = xfs_seal_get(file_inode(file), vma->vm_pgoff, vma->vm_pgoff + vma_pages(vma));
	if (seal < 0)
		return seal;
	vma->vm_private_data = seal;
	map_direct_sealed(vma->vm_start, vma->vm_end);
	return 0;
}

/* Nothing was taken. */
static void xfs_file_mmap_abort(struct file *file, int vm_private_data, int context)
{
	(void)file;
	(void)vm_private_data;
	(void)context;
}

/* The hooks of files under this design. */
#define XFS_FILE_MMAP_HOOKS				\
	.mmap_prepare = xfs_file_mmap_prepare,		\
	.mmap_complete = xfs_file_mmap_complete,	\
	.mmap_abort = xfs_file_mmap_abort,		\
	.evict_inode = xfs_inactive

static __pure bool seal_supports(const struct file *file)
{
	return XFS_I(file_inode(file))->i_isdax;
}

static __pure int seal_mmap_args(const struct file *file, unsigned prot, unsigned flags)
{
	return map_direct_consent_args(file, prot, flags);
}

static __pure bool vma_is_direct(const struct vm_area_struct *vma)
{
	return vma->vm_ops == &xfs_direct_vm_ops && vma->vm_private_data != 0;
}

static __pure int seal_count(const struct inode *inode)
{
	int nr = 0;

	for (int i = 0; i < MMAPCK_NR_SEALS; i++)
		if (map_seals[i].inode == inode)
			nr += map_seals[i].refs;
	return nr;
}

static __pure bool seal_is_set(const struct inode *inode)
{
	return seal_covers(inode, 0, MMAPCK_NR_FILE_PAGES);
}
