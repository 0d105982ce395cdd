/* SPDX-License-Identifier: Apache-2.0 */
/* What every generation from Linux 6.12 on includes, in an order that compiles. */
#include <mmapck/scenario.h>

/*
 * What a generation sets before it includes this file, where files that all share
 * differ by a line:
 *
 *	MMAPCK_NO_MMAP_PREPARE	v6.11, v6.12: .mmap is the only hook
 *	MMAPCK_BOTH_MMAP_HOOKS	rfc-2025-04: a driver may have .mmap as well
 *	MMAPCK_HAVE_MMAP_ACTION	from v7.0 on, and ref: a prepare hook may describe
 *				what the core is to do
 *	VMA_STARTS_ATTACHED	v6.11, v6.12: a VMA counts as attached from its
 *				allocation on, and its lock is another object
 *	VM_FLAGS_SET_AT_END	v6.11 to v7.0: the new mapping's flags are set once
 *				more when it is complete (soft-dirty)
 *	VM_FLAGS_SET_AT_MERGE	v7.0: the flags of a VMA that has grown are set
 *	DESC_HAS_PAGE_PROT	not rfc-2025-04: a prepare hook finds page_prot set
 *	OVERLAY_CLOSES_FIRST	not ref: what is overlaid is closed before the hook
 *	FORK_LOCKS_KILLABLE	from v7.0 on, and ref: a fatal signal ends a fork
 *				between two VMAs
 *	UNACCT_INHERITED	v7.1, v7.3: see mapped.c
 *	MREMAP_ACCOUNTS_RIGHT	ref: mremap() that fails leaves the charge as it was
 *	UNMAP_EVENTS_TAKEN_BACK	ref: what is attached again was not unmapped, and
 *				no userfaultfd is told so
 */
#ifndef OVERLAY_CLOSES_FIRST
#define OVERLAY_CLOSES_FIRST 1
#endif
#ifndef DESC_HAS_PAGE_PROT
#define DESC_HAS_PAGE_PROT 1
#endif
#ifdef MMAPCK_HAVE_MMAP_ACTION
#define FORK_LOCKS_KILLABLE 1
#else
#define FORK_LOCKS_KILLABLE 0
#endif
#ifndef UNMAP_EVENTS_TAKEN_BACK
#define UNMAP_EVENTS_TAKEN_BACK 0
#endif
#ifndef MREMAP_ACCOUNTS_RIGHT
#define MREMAP_ACCOUNTS_RIGHT 0
#endif
#ifndef VMA_STARTS_ATTACHED
#define VMA_STARTS_ATTACHED 0
#endif
#ifndef VM_FLAGS_SET_AT_END
#define VM_FLAGS_SET_AT_END 0
#endif
#ifndef VM_FLAGS_SET_AT_MERGE
#define VM_FLAGS_SET_AT_MERGE 0
#endif

#include "fixes.h"
#include "witness.c"
#include "limits.c"
#include "anon-vma.c"
#include "tree.c"
#include "rmap.c"
#include "memtype.c"
#include "pgtable.c"
#include "../vfs/file.c"
#include "vma.c"
#include "shmem.c"
#include "split.c"
#include "merge.c"
#include "merge-existing.c"
#include "userfaultfd.c"
#include "munmap.c"
#include "memfd.c"
#include "do-mmap.c"
#include "mmap-region.c"
#include "modify.c"
#include "syscalls.c"
#include "userfaultfd-register.c"
#include "copy-vma.c"
#include "mremap.c"
#include "brk.c"
#include "remap-file-pages.c"
#include "prctl.c"
#include "exit.c"
#include "fork.c"
#include "fault.c"
#include "swapoff.c"
#include "../scenario.c"
