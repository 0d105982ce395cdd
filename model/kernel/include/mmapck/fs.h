/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file system with DAX: its inodes, and the system calls that change them.
 *
 * Offsets and lengths are in pages.  Scenarios use it through the driver
 * "dax" (scenarios/drivers/dax.c) and choose a seal design (<mmapck/seal.h>).
 */
#ifndef MMAPCK_FS_H
#define MMAPCK_FS_H

#include <mmapck/kernel.h>
#include <mmapck/extents.h>

/* What a seal promised about a page. */
struct sealed_extent {
	bool promised;
	struct xfs_bmbt_irec irec;
};

/* A page of the page cache, of a file without DAX. */
struct folio {
	bool uptodate;		/* it is there */
	bool dirty;
	bool writeback;
	bool data;		/* accepted from a writer, and not on the device yet: for invariants */
};

/*
 * What struct xfs_inode adds to struct inode.  The order of an inode's locks,
 * and of mmap_lock, is that of the comment at the head of fs/xfs/xfs_inode.c:
 * i_rwsem (IOLOCK), mmap_lock, invalidate_lock (MMAPLOCK), DAX entry, i_lock
 * (ILOCK).
 */
struct xfs_inode {
	struct rw_semaphore i_lock;		/* guards i_df and i_cow */
	struct xfs_bmbt_irec i_df[MMAPCK_NR_FILE_PAGES];	/* the data fork */
	/* the CoW fork: blocks that wait to take the place of shared ones */
	struct xfs_bmbt_irec i_cow[MMAPCK_NR_FILE_PAGES];
	u8 i_dio_count : 2;			/* direct I/O that is not completed */
	u8 i_disk_size range(0, MMAPCK_NR_FILE_PAGES);	/* i_size as it is logged */
	u8 i_uid : 1;				/* whose quota: 0 is root */
	struct mutex i_entry[MMAPCK_NR_FILE_PAGES];	/* locked DAX entries, or folios */
	/* DAX entries: 0, the block that is mapped, or ZERO_PFN */
	u8 i_dax[MMAPCK_NR_FILE_PAGES] range(0, ZERO_PFN);
	struct folio i_pages[MMAPCK_NR_FILE_PAGES];
	bool i_wb_err;				/* AS_EIO: for the next fsync() */
	bool i_breaker_waits;			/* for a pin to go: for a check */
	bool i_isxfs;				/* a file of this file system */
	bool i_isdax;				/* S_DAX */
	bool i_unlinked;			/* no name is left: i_nlink is 0 */
	bool i_prealloc;			/* XFS_DIFLAG_PREALLOC: blocks beyond the end were asked for */
	bool i_sync;				/* all its mappings are MAP_SYNC */
	bool i_sealed;				/* S_IOMAP_SEALED of seal-v4, seal-v6 */
	u8 i_mapdcount : 3;			/* direct mappings of these */
	bool i_truncate_failed;			/* half-way: for invariants */
	struct sealed_extent i_promise[MMAPCK_NR_FILE_PAGES];	/* for invariants */
};

static struct xfs_inode xfs_inodes[MMAPCK_NR_FILES] named_by(scenario_file);

/*
 * What the file system does right. A seal design sets what its release does;
 * scenarios/drivers/dax-before.c has files of a file system that lacks one of them.
 */
struct xfs_fixes {
	bool breaks_dax_layouts;	/* waits for pins before it frees blocks: 5fac7408d828 */
	bool swapext_breaks_layouts;	/* and before XFS_IOC_SWAPEXT; in no release */
	bool sleeps_for_second_inode;	/* a clone waits for pins of both files; in no release */
	bool faults_under_mmaplock;	/* no page is mapped while blocks go: ea3d7209ca01 in ext4 */
	bool changes_wait_for_dio;	/* no extent goes under I/O: 952b023f06a2 in ocfs2 */
	bool keeps_busy_extents;	/* freed blocks wait until the log is forced */
	bool syncs_before_pte;		/* MAP_SYNC: the map is durable before it is used */
	bool punches_under_mmaplock;	/* what a failed write had reserved: 198dd8aedee6 */
	bool writes_back_unwritten;	/* delayed blocks are unwritten until then: a5949d3faedf */
	bool swapext_waits_for_dio;	/* XFS_IOC_SWAPEXT; in no release */
	bool cow_rereads_map;		/* after it has waited for a transaction: 2f4acd0fcd86 */
	bool end_cow_trims;		/* to what was written: 55f669f34184 */
	bool dax_copies_on_write;	/* DAX files may share blocks: 6.0 */
	bool dax_reports_end_cow;	/* a copy that does not become the file's is an error; in no release */
	bool break_ends_by_signal;	/* who waits for a lease to end can be killed; in no release */
	bool failed_cow_punches;	/* a failed write to a staging block: the data fork, too: 5ca5916b6bc9 */
	bool failed_cow_keeps_staging;	/* for a store that came meanwhile; in no release */
	bool unshare_keeps_dirty_cow;	/* staging of dirty pages stays: 4390f019ad78 */
	bool keeps_iolock_for_pins;	/* who waits for pins is not overtaken: d6dc57e251a4 */
	bool revalidates_iomap;		/* what a write has found is looked at under the folio's lock: 304a68b9c63b */
	bool end_waits_for_pins;	/* of a file that has no name: dax_break_layout_final(), bde708f1a65d */
	bool compares_under_mmaplock;	/* dedupe: 8c99516a8cdd in btrfs */
	bool counts_what_is_done;	/* a loop that fails says how far it came: 55583e899a53 in ext4 */
	bool returns_space_without_quota;	/* a reservation that fails keeps nothing: c1c050f92d8f in btrfs */
	bool logs_size_first;		/* truncate: before it frees blocks */
	bool copies_before_entry;	/* DAX: no entry names a block that is not the file's yet; in no release */
	bool dax_write_forgets_again;	/* page tables, before a copy takes its place; in no release */
	bool keeps_pinned_blocks_busy;	/* what is pinned for reading is not given out; in no release */
};

static struct xfs_fixes xfs_fixes;

/* XFS_OPSTATE_SHUTDOWN: the file system is as the log says, and nothing in it changes any more. */
static bool m_shutdown;

static inline __attribute__((unused)) __pure struct xfs_inode *XFS_I(const struct inode *inode)
{
	return &xfs_inodes[inode->i_ino];
}

/* ---- setup ------------------------------------------------------------------ */

/* What is behind a page of a file at first.  Blocks are given out from 1 on;
 * a shared page gets the block of the same page of a file that was set up before,
 * if that is shared, too. */
static void setup_extent(int file, int page, enum extent_state state);

/* ---- system calls: 0 or -errno ------------------------------------------------ */

#define FALLOC_FL_ALLOCATE_RANGE	0
#define FALLOC_FL_KEEP_SIZE		1
#define FALLOC_FL_PUNCH_HOLE		2	/* with FALLOC_FL_KEEP_SIZE */
#define FALLOC_FL_COLLAPSE_RANGE	8
#define FALLOC_FL_ZERO_RANGE		16
#define FALLOC_FL_INSERT_RANGE		32
#define FALLOC_FL_UNSHARE_RANGE		64

static long fallocate(int fd, int mode, int page, int len);
static long ftruncate(int fd, int pages);
/* Writes one page from the page of memory at buf: to the device, or to the page cache. */
static long pwrite(int fd, int buf, int page);
/* Writes a dirty page back and waits for it. */
static long sync_file_range(int fd, int page);
/* 0, or -EIO once for all write-backs that have failed. */
static long fsync(int fd);
/* Asynchronous direct I/O of one page inside EOF, from submission to what io_getevents() says. */
static long aio_write(int fd, int page);
/* FICLONERANGE: pages page..page+len-1 of fd become those of src. Returns how
 * many did, if some did. */
static long clone_range(int fd, int src, int page, int len);
/* FIDEDUPERANGE: the same, if the pages read the same; else -EBADE. */
static long dedupe_range(int fd, int src, int page, int len);
/* XFS_IOC_EXCHANGE_RANGE: both files exchange pages page..page+len-1. */
static long exchange_range(int fd, int fd2, int page, int len);
/* MADV_HWPOISON: the memory behind addr is broken. */
static long madvise_hwpoison(long addr);
/* The file has no name any more: it goes when nobody has it open or mapped. */
static long unlink(int fd);
/* What the kernel does when a file is closed, or free space is short: blocks beyond EOF go. */
static long free_eofblocks(int fd);
/* The same of staging blocks that no write waits for. */
static long free_cowblocks(int fd);
/* XFS_IOC_SWAPEXT: the two files exchange their extents. */
static long swapext(int fd, int donor);
/* mmap() that refuses flags which the file does not know, and takes MAP_DIRECT. */
static long mmap3(int fd, long addr, long len, unsigned prot, unsigned flags, long pgoff);

/* The process owns no file and has no capability from here on. */
static long setresuid_nobody(void);
/* F_MAP_DIRECT: who has the open file may map it direct without a capability. */
static long fcntl_map_direct(int fd);

#define FOLL_WRITE		1
#define FOLL_LONGTERM		2
/* What a driver does for DMA to the page at addr: a task holds one pin at a time. */
static long pin_user_pages(long addr, unsigned gup_flags);
static long unpin_user_pages(void);

#endif /* MMAPCK_FS_H */
