/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A lease instead of a seal: whoever wants to change the extents says so, waits for a
 * while, and then the mapping is taken away.
 *
 * Models "[PATCH v9 0/6] MAP_DIRECT for DAX userspace flush", October 2017, as posted:
 * a lease for each direct mapping, broken by every caller of xfs_break_layouts() and by
 * faults that need a block; when lease-break-time is over, the mapping is unmapped and its faults are SIGBUS.
 * SIGIO goes to the process that has called mmap(), wherever the mapping is by now.
 */
#define MMAPCK_SEAL_DESIGN
#include "../all.c"
#include "../release-2017.c"
#include "../layout-lease.c"
#include "../own-flag.c"

static const enum seal_promise seal_promise = MMAPCK_PROMISE(PROMISE_LEASE);

static void map_direct_vma_open(struct vm_area_struct *vma)
{
	mds_at(vma->vm_private_data - 1)->mds_vmaref++;
	map_direct_copied(vma);
}

/* Whether that was the last mapping. */
static __atomic_step bool map_direct_vmaref_put(struct map_direct_state *mds)
{
	check(mds->mds_vmaref, "lease-underflow", "a direct mapping that ends was counted");
	mds->mds_vmaref--;
	if (mds->mds_vmaref)
		return false;
	mds->mds_vma = NULL;
	return true;
}

static void map_direct_vma_close(struct vm_area_struct *vma)
{
	struct map_direct_state *mds = mds_at(vma->vm_private_data - 1);
	struct file *file = mds->mds_vma->vm_file;

	(void)file;
	if (!map_direct_vmaref_put(mds))
		return;
	lease_drop(mds);
	/* flush_delayed_work(): now, if it is to come */
	wait_event(mds->mds_work == WORK_IDLE);
	put_map_direct(mds);
}

/* Broken: no page is mapped any more. */
static int map_direct_fault(struct vm_fault *vmf)
{
	struct inode *inode = file_inode(vmf->vma->vm_file);
	int ret = VM_FAULT_SIGBUS;

	down_read(&inode->i_data.invalidate_lock);
	if (mds_at(vmf->vma->vm_private_data - 1)->mds_valid)
		ret = dax_iomap_fault(vmf, inode);
	up_read(&inode->i_data.invalidate_lock);
	note_signal(ret);
	return ret;
}

static const struct vm_operations_struct map_direct_vm_ops = {
	.open = map_direct_vma_open,
	.close = map_direct_vma_close,
	.fault = map_direct_fault,
};

/* A state with a reference of its mapping. */
static __atomic_step struct map_direct_state *map_direct_alloc(struct vm_area_struct *vma)
{
	struct map_direct_state *mds;

	if (fault("kzalloc", -ENOMEM, FAULT_ALLOC_THEORETICAL))
		return NULL;
	mds = mds_alloc();
	mds->mds_ref = 1;
	mds->mds_vmaref = 1;
	mds->mds_valid = true;
	mds->mds_vma = vma;
	mds->mds_inode = file_inode(vma->vm_file);
	mds->mds_process = current_process;
	return mds;
}

/* The lease with its own reference of the state. */
static int map_direct_lease(struct map_direct_state *mds)
{
	int err = fault("fasync_alloc", -ENOMEM, FAULT_ALLOC_THEORETICAL);

	if (!err)
		err = fault("locks_alloc_lock", -ENOMEM, FAULT_ALLOC_THEORETICAL);
	if (err)
		return err;
	mds->mds_ref++;
	return lease_set(mds);
}

static int xfs_file_mmap_direct(struct file *file, struct vm_area_struct *vma)
{
	struct map_direct_state *mds;
	int err;

	/* looked at once, without a lock */
	if (inode_is_shared(XFS_I(file_inode(file))) || !XFS_I(file_inode(file))->i_isdax)
		return -EPERM;
	mds = map_direct_alloc(vma);
	if (!mds)
		return -ENOMEM;
	err = map_direct_lease(mds);
	if (err) {
		mds_free(mds);
		return err;
	}
	vma->vm_ops = &map_direct_vm_ops;
	vma->vm_private_data = mds_index(mds) + 1;
	map_direct_sealed(vma->vm_start, vma->vm_end);
	return 0;
}

static int xfs_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	if (map_direct_wanted())
		return xfs_file_mmap_direct(file, vma);
	vma->vm_ops = &xfs_file_vm_ops;
	return 0;
}

/* The hooks of files under this design. */
#define XFS_FILE_MMAP_HOOKS .mmap = xfs_file_mmap, .evict_inode = xfs_inactive

static __pure bool seal_supports(const struct file *file)
{
	return XFS_I(file_inode(file))->i_isxfs;
}

/* Nobody has to be able to write. */
static __pure int seal_mmap_args(const struct file *file, unsigned prot, unsigned flags)
{
	(void)prot;
	if (!file)
		return -EINVAL;
	return seal_supports(file) && (flags & MAP_TYPE) == MAP_SHARED ? 0 : -EOPNOTSUPP;
}

/* Nobody is refused: who changes the extents waits. */
static __pure int seal_refuses(const struct inode *inode, enum seal_site site, int first, int len)
{
	(void)inode;
	(void)site;
	(void)first;
	(void)len;
	return 0;
}

static __pure bool vma_is_direct(const struct vm_area_struct *vma)
{
	return vma->vm_ops == &map_direct_vm_ops && mds_at(vma->vm_private_data - 1) &&
	       mds_at(vma->vm_private_data - 1)->mds_leased;
}

static __pure bool vma_is_broken(const struct vm_area_struct *vma)
{
	return vma->vm_ops == &map_direct_vm_ops && !vma_is_direct(vma);
}

static __pure bool seal_state_is_leaked(void)
{
	for (int i = 0; i < mds_size; i++)
		if (mds_at(i) && !mds_at(i)->mds_vmaref && !mds_at(i)->mds_leased &&
		    mds_at(i)->mds_work == WORK_IDLE)
			return true;
	return false;
}

static __pure int seal_count(const struct inode *inode)
{
	int nr = 0;

	for (int i = 0; i < mds_size; i++)
		if (mds_at(i) && mds_at(i)->mds_leased && mds_at(i)->mds_inode == inode)
			nr += mds_at(i)->mds_vmaref;
	return nr;
}

static __pure bool seal_is_set(const struct inode *inode)
{
	return inode_is_leased(inode);
}

#include "../lease-direct.c"
