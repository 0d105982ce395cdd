/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ntfs3: a mapping that may write makes sure that there is something to write to:
 * clusters for a sparse file, and a valid size that covers it. Neither is ever
 * undone: it is the file's, not the mapping's. Models ntfs_file_mmap() and
 * ntfs_file_mmap_prepare() of fs/ntfs3/file.c, Linux 6.12 and 6.17.
 *
 *	ntfs3			a sparse file
 *	ntfs3_compressed	may not be mapped for writing
 */
#include <mmapck/driver.h>

struct ntfs_inode {
	unsigned clusters : MMAPCK_NR_FILE_PAGES;	/* a bit for each page that has any */
	u8 i_valid range(0, MMAPCK_NR_FILE_PAGES);	/* pages that hold data; zeros after it */
	bool compressed;
	bool dirty;
};

static struct ntfs_inode ntfs_inode;

static int ntfs_open_compressed(struct inode *inode, struct file *file)
{
	(void)inode;
	(void)file;
	ntfs_inode.compressed = true;
	return 0;
}

static void ntfs_vm_close(struct vm_area_struct *vma)
{
	if (vma->vm_flags & VM_WRITE)
		ntfs_inode.dirty = true;
}

static const struct vm_operations_struct ntfs_file_vm_ops = {
	.close = ntfs_vm_close,
	.fault = generic_file_fault,
};

/* Clusters for pages from..to-1, one after the other; those before a failure stay. */
static int ntfs_allocate(int from, int to)
{
	int err;

	for (int i = from; i < to; i++) {
		err = fault("attr_data_get_block", -ENOSPC, FAULT_SPACE);
		if (err)
			return err;
		ntfs_inode.clusters |= 1u << i;
	}
	return 0;
}

/* i_rwsem comes before the mmap lock, which is held: no waiting here. */
static int ntfs_extend_valid(struct inode *inode, int to)
{
	int err;

	if (ntfs_inode.i_valid >= to)
		return 0;
	if (!down_write_trylock(&inode->i_rwsem))
		return -EAGAIN;
	err = fault("ntfs_extend_initialized_size", -EIO, FAULT_IO);
	if (!err)
		ntfs_inode.i_valid = to;
	up_write(&inode->i_rwsem);
	return err;
}

/* What both hooks do: pages pgoff..pgoff+pages-1 are to be mapped. */
static int ntfs_prepare_range(struct inode *inode, unsigned vm_flags, int pgoff, int pages)
{
	int to = pgoff + pages < inode->i_size ? pgoff + pages : inode->i_size;
	int err = fault("ntfs3_forced_shutdown", -EIO, FAULT_IO);

	if (err)
		return err;
	if (ntfs_inode.compressed)
		return vm_flags & VM_WRITE ? -EOPNOTSUPP : 0;
	if (!(vm_flags & VM_WRITE))
		return 0;
	err = ntfs_allocate(pgoff, to);
	return err ? err : ntfs_extend_valid(inode, to);
}

#ifdef MMAPCK_NO_MMAP_PREPARE
static int ntfs_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = ntfs_prepare_range(file_inode(file), vma->vm_flags, vma->vm_pgoff, vma_pages(vma));

	if (!err)
		vma->vm_ops = &ntfs_file_vm_ops;
	return err;
}

DRIVER(ntfs3, .mmap = ntfs_file_mmap);
DRIVER(ntfs3_compressed, .open = ntfs_open_compressed, .mmap = ntfs_file_mmap);
#else
static int ntfs_file_mmap_prepare(struct vm_area_desc *desc)
{
	int err = ntfs_prepare_range(file_inode(desc->file), desc->vm_flags, desc->pgoff, vma_desc_pages(desc));

	if (!err)
		desc->vm_ops = &ntfs_file_vm_ops;
	return err;
}

DRIVER(ntfs3, .mmap_prepare = ntfs_file_mmap_prepare);
DRIVER(ntfs3_compressed, .open = ntfs_open_compressed, .mmap_prepare = ntfs_file_mmap_prepare);
#endif

/* A write beyond the valid size, from memory that may have to be faulted in: the
 * order of locks that mmap() must not turn round. */
__syscall static long ntfs_file_write(int fd, int page)
{
	struct file *file = fget(fd);

	if (!file)
		return -EBADF;
	down_write(&file_inode(file)->i_rwsem);
	down_read(&current_mm->mmap_lock);
	up_read(&current_mm->mmap_lock);
	ntfs_inode.clusters |= 1u << page;
	if (ntfs_inode.i_valid <= page)
		ntfs_inode.i_valid = page + 1;
	up_write(&file_inode(file)->i_rwsem);
	fput(file, REF_SYSCALL);
	return 0;
}

/* Whether a page of the mapping that the file has is without clusters, or invalid. */
static __pure bool ntfs_lacks_page(const struct vm_area_struct *vma)
{
	for (int i = 0; i < MMAPCK_NR_FILE_PAGES; i++)
		if (i >= vma->vm_pgoff && i < vma->vm_pgoff + vma_pages(vma) && i < file_inode(vma->vm_file)->i_size &&
		    (!(ntfs_inode.clusters >> i & 1) || ntfs_inode.i_valid <= i))
			return true;
	return false;
}

INVARIANT(ntfs3_can_be_written, AT_QUIESCENCE,
	  "what is mapped for writing has clusters, and its pages are valid")
{
	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && subject(vma_at(i)->vm_ops == &ntfs_file_vm_ops && (vma_at(i)->vm_flags & VM_WRITE)) &&
		    ntfs_lacks_page(vma_at(i)))
			return false;
	return true;
}
