/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files as memory management sees them: struct file, struct inode, struct
 * address_space and the operations that a driver fills in.
 *
 * The fields bear the names of include/linux/fs.h.  Numbers that are bytes in
 * the kernel are pages here, and what the model does not need is left out.
 */
#ifndef MMAPCK_KERNEL_H
#define MMAPCK_KERNEL_H

#include <mmapck/primitives.h>
#include <mmapck/errno.h>
#include <mmapck/bounds.h>

struct file;
struct inode;
struct vm_area_desc;
struct vm_area_struct;

/*
 * What a driver does with its files.  One table for every generation: each
 * kernel calls the hooks that it knows.
 *
 * release and evict_inode are not about mappings: the last reference to the
 * open file is gone; the inode goes away (super_operations in the kernel).
 */
struct file_operations {
	int (*open)(struct inode *inode, struct file *file);
	int (*release)(struct inode *inode, struct file *file);
	void (*evict_inode)(struct inode *inode);

	int (*mmap)(struct file *file, struct vm_area_struct *vma);
	int (*mmap_prepare)(struct vm_area_desc *desc);
	/* context is what prepare left in desc->mmap_context */
	int (*mmap_complete)(struct file *file, struct vm_area_struct *vma, int context);
	void (*mmap_abort)(struct file *file, int vm_private_data, int context);
};

/* The cache of a file's pages and the mappings of it. */
struct address_space {
	struct rw_semaphore i_mmap_rwsem;	/* guards i_mmap: vma->linked */
	struct rw_semaphore invalidate_lock;	/* truncate against fault */
	/* Shared mappings that may become writable, and pins; below zero:
	 * denied (sealed). */
	s8 i_mmap_writable range(-3, 7);
};

/* The files of the scenario, then those of shared anonymous memory. */
#define MMAPCK_NR_ALL_FILES (MMAPCK_NR_FILES + MMAPCK_NR_SHMEM_FILES)

struct inode {
	struct rw_semaphore i_rwsem;
	struct address_space i_data;
	u8 i_size range(0, MMAPCK_NR_FILE_PAGES);	/* pages */
	u8 i_ino range(0, MMAPCK_NR_ALL_FILES);		/* index in inodes[] */
	bool i_swapfile;				/* IS_SWAPFILE() */
	unsigned i_seals : 4;				/* F_SEAL_*, of a memfd */
};

#define F_SEAL_SEAL		1u	/* no seal more */
#define F_SEAL_WRITE		2u
#define F_SEAL_FUTURE_WRITE	4u	/* but for mappings that are there */
#define F_SEAL_EXEC		8u	/* nobody may make it executable */

#define FMODE_READ	1u
#define FMODE_WRITE	2u

/* An open file.  All processes that have it open share it, as after fork. */
struct file {
	struct refcount f_count;
	const struct file_operations *f_op;
	struct inode *f_inode;
	struct address_space *f_mapping;
	unsigned f_mode : 2;
	bool f_released;			/* release() ran: it is gone */
	/* void * in the kernel; here a number that the driver understands */
	u8 private_data range(0, 7);
};

static struct inode inodes[MMAPCK_NR_ALL_FILES] named_by(scenario_file);
static struct file files[MMAPCK_NR_ALL_FILES] named_by(scenario_file);

static inline __attribute__((unused)) __pure struct inode *file_inode(const struct file *file)
{
	return file->f_inode;
}

#include <mmapck/sched.h>
#include <mmapck/mm.h>
#include <mmapck/trace.h>

#endif /* MMAPCK_KERNEL_H */
