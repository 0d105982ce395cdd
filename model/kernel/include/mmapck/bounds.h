/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How large the modelled world is.  A scenario sets any of these by its key
 * "bounds", without the prefix: "bounds": { "NR_VMAS": 4 }.  Everything here
 * costs states; the defaults fit one or two mappings with a neighbour.
 */
#ifndef MMAPCK_BOUNDS_H
#define MMAPCK_BOUNDS_H

/* Processes, each with an address space and a table of file descriptors. */
#ifndef MMAPCK_NR_PROCESSES
#define MMAPCK_NR_PROCESSES 1
#endif

/* Files; a file's index is also its descriptor. */
#ifndef MMAPCK_NR_FILES
#define MMAPCK_NR_FILES 1
#endif

/* Files that shared anonymous memory may have at one time (shmem). */
#ifndef MMAPCK_NR_SHMEM_FILES
#define MMAPCK_NR_SHMEM_FILES 0
#endif

/* Whether shared anonymous memory counts its mappings by open and close, as it does
 * in no kernel: 0 or 1. */
#ifndef MMAPCK_SHMEM_HAS_CLOSE
#define MMAPCK_SHMEM_HAS_CLOSE 0
#endif

/* Whether a process has a userfaultfd: 0 or 1. */
#ifndef MMAPCK_USERFAULTFD
#define MMAPCK_USERFAULTFD 0
#endif

/* Whether a memory type is reserved for page frames that are mapped, as on x86:
 * 0 or 1. */
#ifndef MMAPCK_TRACK_PFN
#define MMAPCK_TRACK_PFN 0
#endif

/* Pages of an address space: TASK_SIZE. At most 8. */
#ifndef MMAPCK_NR_PAGES
#define MMAPCK_NR_PAGES 6
#endif

/* VMAs that may exist at one time in all address spaces. */
#ifndef MMAPCK_NR_VMAS
#define MMAPCK_NR_VMAS 5
#endif

/* Pages that a file may have: s_maxbytes. */
#ifndef MMAPCK_NR_FILE_PAGES
#define MMAPCK_NR_FILE_PAGES 8
#endif

/* Blocks of the device, for files with extents. At most 14. */
#ifndef MMAPCK_NR_BLOCKS
#define MMAPCK_NR_BLOCKS 4
#endif

/* Blocks that files of a user other than root may have: a disk quota. */
#ifndef MMAPCK_QUOTA_BLOCKS
#define MMAPCK_QUOTA_BLOCKS 63
#endif

/* Seals that may exist at one time under the reference seal. */
#ifndef MMAPCK_NR_SEALS
#define MMAPCK_NR_SEALS 3
#endif

/* Page frames that a page table entry may name: 1..NR_PFNS; 0 is no entry. */
#ifndef MMAPCK_NR_PFNS
#define MMAPCK_NR_PFNS 15
#endif

/* sysctl vm.max_map_count; no limit unless lower than NR_VMAS. */
#ifndef MMAPCK_MAX_MAP_COUNT
#define MMAPCK_MAX_MAP_COUNT 63
#endif

/* RLIMIT_AS, pages of an address space. */
#ifndef MMAPCK_RLIMIT_AS
#define MMAPCK_RLIMIT_AS 63
#endif

/* RLIMIT_DATA, private writable pages. */
#ifndef MMAPCK_RLIMIT_DATA
#define MMAPCK_RLIMIT_DATA 63
#endif

/* RLIMIT_MEMLOCK, locked pages; 0 forbids MAP_LOCKED. */
#ifndef MMAPCK_RLIMIT_MEMLOCK
#define MMAPCK_RLIMIT_MEMLOCK 63
#endif

/* Pages that may be committed in all processes (vm.overcommit_memory=2). */
#ifndef MMAPCK_COMMIT_LIMIT
#define MMAPCK_COMMIT_LIMIT 63
#endif

#endif /* MMAPCK_BOUNDS_H */
