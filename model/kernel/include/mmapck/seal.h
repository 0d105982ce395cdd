/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seal designs: how mmap3(MAP_DIRECT) pins the extents of a file.
 *
 * fs/seal/<design>.c defines what is declared here.  The file system asks
 * seal_refuses() wherever some design has a check; a design that has none there
 * answers 0.  docs/seals.md compares the designs.
 */
#ifndef MMAPCK_SEAL_H
#define MMAPCK_SEAL_H

#include <mmapck/fs.h>

/* Contains VM_FAULT_SIGBUS: both end the access, for mm/fault.c in the same way. */
#define VM_FAULT_SIGSEGV	(0x10 | VM_FAULT_SIGBUS)

/* Signals that the file system or a design sends. */
enum fs_signal {
	SIG_NONE,
	SIGBUS,
	SIGSEGV,
};

/* What the last fault of a task has ended in. */
static enum fs_signal fault_signal[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);
/* SIGIO: the process was told that a lease of its is being broken. */
static bool sigio_pending[MMAPCK_NR_PROCESSES] indexed_by(scenario_process);

/* The mapping's extents stay where they are while it exists. */
#define MAP_DIRECT	0x200000u

/*
 * What a design promises about the extents behind a direct mapping, from least to most. Invariants
 * judge a design by its own promise, or by that of the scenario's key "promise".
 */
enum seal_promise {
	PROMISE_NONE,
	PROMISE_BUSY,	/* pinned blocks stay: dax_layout_busy_page() */
	PROMISE_LEASE,	/* nothing changes without notice, and time to act */
	PROMISE_WEAK,	/* blocks stay the file's: who has an address reaches nobody else's data */
	PROMISE_STRICT,	/* extents stay as they are */
};

static const enum seal_promise seal_promise;

#ifndef MMAPCK_PROMISE
#define MMAPCK_PROMISE(promise) promise
#endif

/* Where the file system asks, and the locks that are held there. */
enum seal_site {
	SEAL_NEWSIZE,		/* inode_newsize_ok(): IOLOCK, MMAPLOCK */
	SEAL_FALLOCATE,		/* vfs_fallocate(): none */
	SEAL_FREE_SPACE,	/* xfs_free_file_space(): IOLOCK, MMAPLOCK */
	SEAL_WRITE,		/* generic_write_checks() beyond EOF: IOLOCK */
	SEAL_SHIFT,		/* before extents are shifted: IOLOCK, MMAPLOCK */
	SEAL_CLONE,		/* vfs_clone_file_prep_inodes(): IOLOCK, MMAPLOCK of both */
	SEAL_SWAPEXT,		/* xfs_ioc_swapext(), at first: none */
	SEAL_SWAPEXT_LOCKED,	/* xfs_swap_extents(): IOLOCK, MMAPLOCK of both */
	SEAL_BMAPI_WRITE,	/* xfs_bmapi_write(): ILOCK */
	SEAL_BUNMAPI,		/* every other change of the extent map: ILOCK */
};

/* 0, or the error with which a change of pages first..first+len-1 is refused. */
static __pure int seal_refuses(const struct inode *inode, enum seal_site site, int first, int len);

/* What mmap3() with MAP_DIRECT is refused with before any lock is taken, or 0. The
 * file is NULL for anonymous memory. */
static __pure int seal_mmap_args(const struct file *file, unsigned prot, unsigned flags);
/* What the design takes the flags for. */
static __pure unsigned seal_mmap_flags(unsigned flags);

/* What a store gets that the design does not let be served. */
static __pure int seal_fault_error(void);

/* What the file system of the design's release does. */
static const struct xfs_fixes seal_release;

/* break_layout(): tells who holds a lease on the file, and with wait, waits until
 * it is gone. 0 or -errno; -EWOULDBLOCK: somebody was told. */
static int seal_break_layout(struct inode *inode, bool wait);

/* Whether the design has direct mappings of a file. */
static __pure bool seal_supports(const struct file *file);

/* ---- what mmap3() and the hooks of a design tell each other ---------------------- */

/* Whether the mapping that the running task makes is to be direct: map_flags. */
static __pure bool map_direct_wanted(void);
/* The mapping start..end-1 of the running task is sealed. */
static void map_direct_sealed(int start, int end);
/* A direct mapping was copied: by a split, a fork or a move. */
static void map_direct_copied(const struct vm_area_struct *vma);
/* It did not come about after all. */
static void map_direct_undone(void);
/* The mapping of another call that asked for pages to be there: not done. */
static __pure unsigned seal_populate_flags(unsigned flags);

/* ---- promises, for invariants ---------------------------------------------------- */

/* From here on the page may not change, if there is something to change. */
static void promise_extent(struct inode *inode, int page);
/* From here on it may. */
static void release_promise(struct inode *inode, int page);

/* ---- for invariants -------------------------------------------------------------- */

/* Whether what the mapping promises is over, although it exists: no page of it is to be present. */
static __pure bool vma_is_broken(const struct vm_area_struct *vma);
/* States that a design keeps for nobody: neither a mapping nor a lease uses them. */
static __pure bool seal_state_is_leaked(void);
/* Whether a mapping is one that MAP_DIRECT asked for. */
static __pure bool vma_is_direct(const struct vm_area_struct *vma);
/* Mappings that the design believes to exist. */
static __pure int seal_count(const struct inode *inode);
/* Whether the design believes that a page may not change. */
static __pure bool seal_is_set(const struct inode *inode);

/* A scenario without a design has the file system if a driver includes this file. */
#ifndef MMAPCK_SEAL_DESIGN
#define MMAPCK_SEAL_DESIGN
#include <fs/unsealed.c>
#endif

#endif /* MMAPCK_SEAL_H */
