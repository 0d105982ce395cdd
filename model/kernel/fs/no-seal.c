/* SPDX-License-Identifier: Apache-2.0 */
/* A seal design without seals: MAP_DIRECT is refused, and nobody holds a lease. */
#include <mmapck/seal.h>

#include "no-lease.c"
#include "own-flag.c"

static __pure bool seal_supports(const struct file *file)
{
	(void)file;
	return false;
}

static __pure int seal_mmap_args(const struct file *file, unsigned prot, unsigned flags)
{
	(void)file;
	(void)prot;
	(void)flags;
	return -EOPNOTSUPP;
}

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
	(void)vma;
	return false;
}

static __pure int seal_count(const struct inode *inode)
{
	(void)inode;
	return 0;
}

static __pure bool seal_is_set(const struct inode *inode)
{
	(void)inode;
	return false;
}

static int xfs_file_mmap_prepare(struct vm_area_desc *desc)
{
	desc->vm_ops = &xfs_file_vm_ops;
	return 0;
}

/* The hooks of files under this design. */
#define XFS_FILE_MMAP_HOOKS .mmap_prepare = xfs_file_mmap_prepare, .evict_inode = xfs_inactive
