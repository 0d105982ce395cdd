/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inodes of a file system with DAX, and the system calls that change them.
 *
 * An inode exists for every file of a scenario; a file whose driver is not a
 * file system leaves the extent map alone.  Offsets and lengths are in pages.
 */
#ifndef MMAPCK_FS_H
#define MMAPCK_FS_H

#include <mmapck/bounds.h>
#include <mmapck/errno.h>
#include <mmapck/extents.h>
#include <mmapck/mm.h>
#include <mmapck/primitives.h>

/* What a record was when a seal promised that it stays so. */
struct sealed_extent {
	bool promised;
	enum extent_state state;
	u8 startblock range(0, MMAPCK_NR_BLOCKS);
};

/*
 * struct inode and struct xfs_inode in one.  Order of the locks (fs/xfs/
 * xfs_inode.c): i_rwsem, mmap_lock of a process, invalidate_lock, i_lock.
 */
struct inode {
	struct rw_semaphore i_rwsem;		/* XFS_IOLOCK */
	struct rw_semaphore i_invalidate_lock;	/* XFS_MMAPLOCK, mapping->invalidate_lock */
	struct rw_semaphore i_lock;		/* XFS_ILOCK: the extent map */
	u8 i_size range(0, MMAPCK_NR_FILE_PAGES);
	bool i_sealed;				/* S_IOMAP_SEALED of seal-v4, seal-v6 */
	u8 i_mapdcount : 3;			/* MAP_DIRECT mappings, seal-v4, seal-v6 */
	struct xfs_bmbt_irec i_df[MMAPCK_NR_FILE_PAGES];	/* data fork */
	struct sealed_extent i_promise[MMAPCK_NR_FILE_PAGES];	/* for invariants only */
	struct address_space i_mapping;
};

static struct inode inodes[MMAPCK_NR_FILES];

/* ---- setup ------------------------------------------------------------------ */

/* Gives a page of a file its first extent; blocks are taken in order. */
static void setup_extent(int file, int page, enum extent_state state);

/* ---- system calls: 0 or -errno ------------------------------------------------ */

/* Modes of fallocate(). */
#define FALLOC_FL_ALLOCATE_RANGE 0
#define FALLOC_FL_KEEP_SIZE 1
#define FALLOC_FL_PUNCH_HOLE 2

static long fallocate(int fd, int mode, int page, int len);
static long ftruncate(int fd, int pages);

/* A store to, or a load from, a page of the process: 0, or -EFAULT where the
 * kernel would send a signal (SIGSEGV without a mapping, SIGBUS otherwise). */
static long store(int addr);
static long load(int addr);

#endif /* MMAPCK_FS_H */
