/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fixes that every generation has. A file <generation>-before-<fix>.c takes one
 * back: a kernel to see what the fix was good for.
 */

/* deb0f6562884, 6.1: close runs where something fails after the hook. */
#ifndef LATE_FAILURE_CLOSES
#define LATE_FAILURE_CLOSES 1
#endif

/* cc674ab3c018, 6.1: a failure puts the file that the VMA has got, not only one
 * that the caller passed. */
#ifndef LATE_FAILURE_PUTS_SHMEM
#define LATE_FAILURE_PUTS_SHMEM 1
#endif

/* 1527f926fd04, 5.11: a failing hook may have put another file in place. */
#ifndef FAILED_HOOK_PUTS_VMA_FILE
#define FAILED_HOOK_PUTS_VMA_FILE 1
#endif

/* 14611508cb5b, 6.12: the store that leaves a gap does not fail. */
#ifndef ABORT_CANNOT_FAIL
#define ABORT_CANNOT_FAIL 1
#endif

/* 606c812eb1d5, 6.4: an unmap that fails attaches again what it has gathered. */
#ifndef FAILED_GATHER_REATTACHES
#define FAILED_GATHER_REATTACHES 1
#endif

/* 675eaca1f441, 6.2: brk() uncharges where it cannot grow in place, too. */
#ifndef FAILED_BRK_UNCHARGES
#define FAILED_BRK_UNCHARGES 1
#endif

/* "do not leak new_vma if the mremap hook fails", 4.3 */
#ifndef REFUSED_MOVE_UNMAPS_COPY
#define REFUSED_MOVE_UNMAPS_COPY 1
#endif

/* ea7e2d5e49c0, 6.12: remap_file_pages() asks the security module. */
#ifndef REMAP_FILE_PAGES_ASKS
#define REMAP_FILE_PAGES_ASKS 1
#endif

/* 2b7e8665b4ff, 4.13: a child has no exe_file before it has a reference to it. */
#ifndef CHILD_STARTS_WITHOUT_EXE_FILE
#define CHILD_STARTS_WITHOUT_EXE_FILE 1
#endif

/* f64e67e5d3a4, 6.12: nobody is told of a fork that failed. */
#ifndef FAILED_FORK_TELLS_NOBODY
#define FAILED_FORK_TELLS_NOBODY 1
#endif

/* 64c37e134b12, 6.14: who walks all address spaces leaves out those half made. */
#ifndef FAILED_FORK_IS_UNSTABLE
#define FAILED_FORK_IS_UNSTABLE 1
#endif

/* 35e351780fa9, 6.9: a copy is opened before its file leads to it. */
#ifndef FORK_OPENS_BEFORE_LINK
#define FORK_OPENS_BEFORE_LINK 1
#endif

/* 3b041514cb6e, 7.2: what a seal means besides is known before it is checked. */
#ifndef SEAL_EXEC_IMPLIES_FIRST
#define SEAL_EXEC_IMPLIES_FIRST 1
#endif

/* "mm: correctly reassign vma on second merge", 6.13 */
#ifndef SECOND_MERGE_REASSIGNS
#define SECOND_MERGE_REASSIGNS 1
#endif

/* "mm/vma: do not leak memory when .mmap_prepare swaps the file", 7.0 */
#ifndef ABORT_PUTS_SWAPPED_FILE
#define ABORT_PUTS_SWAPPED_FILE 1
#endif

/* "mm: switch the rmap lock held option off in compat layer", 7.0 */
#ifndef COMPAT_NEVER_HIDES
#define COMPAT_NEVER_HIDES 1
#endif

/* "mm: add vm_ops->mapped hook", v2: there may be no operations at all. */
#ifndef MAPPED_LOOKS_FOR_OPS
#define MAPPED_LOOKS_FOR_OPS 1
#endif

/* "Use killable vma write locking in most places", v2: a split asks for locks before
 * it calls open. v1 did so after it; releases until 7.3 do not ask. */
#ifndef SPLIT_LOCKS_AFTER_OPEN
#define SPLIT_LOCKS_AFTER_OPEN 0
#endif

/* dc84bc2aba85, 6.15: a copy owns no memory type before it has reserved one. */
#ifndef CHILD_STARTS_WITHOUT_MEMTYPE
#define CHILD_STARTS_WITHOUT_MEMTYPE 1
#endif

/* 92b7399695a5, 6.1: a copy that cannot be stored gives back all that it has got. */
#ifndef FAILED_COPY_UNDOES_ALL
#define FAILED_COPY_UNDOES_ALL 1
#endif
