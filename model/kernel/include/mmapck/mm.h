/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Address spaces: struct mm_struct, struct vm_area_struct and what a driver
 * sees of a mapping that is being made.
 *
 * Addresses and lengths count pages; an address space has MMAPCK_NR_PAGES of
 * them.  The maple tree is an array of one slot for each page.
 */
#ifndef MMAPCK_MM_H
#define MMAPCK_MM_H

#include <mmapck/kernel.h>

/* ---- arguments of mmap() -------------------------------------------------- */

#define PROT_NONE		0x0u
#define PROT_READ		0x1u
#define PROT_WRITE		0x2u
#define PROT_EXEC		0x4u

#define MAP_SHARED		0x01u
#define MAP_PRIVATE		0x02u
#define MAP_SHARED_VALIDATE	0x03u
#define MAP_TYPE		0x0fu
#define MAP_FIXED		0x10u
#define MAP_ANONYMOUS		0x20u
#define MAP_GROWSDOWN		0x100u
#define MAP_LOCKED		0x2000u
#define MAP_NORESERVE		0x4000u
#define MAP_POPULATE		0x8000u
#define MAP_SYNC		0x80000u
#define MAP_FIXED_NOREPLACE	0x100000u
#define MREMAP_MAYMOVE		1u
#define MREMAP_FIXED		2u

/* What MAP_SHARED_VALIDATE accepts; MAP_SYNC only where the file can do it. */
#define MAP_KNOWN_FLAGS		(MAP_TYPE | MAP_FIXED | MAP_ANONYMOUS | MAP_GROWSDOWN | \
				 MAP_LOCKED | MAP_NORESERVE | MAP_POPULATE | MAP_FIXED_NOREPLACE)

/* ---- flags of a VMA --------------------------------------------------------- */

enum vma_flags {
	VM_READ		= 0x0001,
	VM_WRITE	= 0x0002,
	VM_EXEC		= 0x0004,
	VM_SHARED	= 0x0008,
	VM_MAYREAD	= 0x0010,
	VM_MAYWRITE	= 0x0020,
	VM_MAYEXEC	= 0x0040,
	VM_MAYSHARE	= 0x0080,
	VM_IO		= 0x0100,
	VM_PFNMAP	= 0x0200,
	VM_MIXEDMAP	= 0x0400,
	VM_DONTEXPAND	= 0x0800,
	VM_LOCKED	= 0x1000,
	VM_ACCOUNT	= 0x2000,		/* its pages are charged */
	VM_NORESERVE	= 0x4000,
	VM_DONTDUMP	= 0x8000,
	VM_NOHUGEPAGE	= 0x10000,
	VM_SEALED	= 0x20000,	/* mseal() */
};
#define VM_DONTCOPY		0x40000u	/* fork leaves it out */
#define VM_FLAGS_BITS		19

/* Mappings that never merge. */
#define VM_SPECIAL		(VM_IO | VM_DONTEXPAND | VM_PFNMAP | VM_MIXEDMAP)
/* What remap_pfn_range() sets. */
#define VM_REMAP_FLAGS		(VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP)

/* Largest vm_pgoff. */
#ifndef MAX_PGOFF
#define MAX_PGOFF		31
#endif

/* ---- VMAs ---------------------------------------------------------------------- */

struct vm_fault;

/* What a mapped hook may change: **vm_private_data in the kernel. */
struct vm_private {
	u8 data range(0, 7);
};

struct vm_operations_struct {
	void (*open)(struct vm_area_struct *vma);
	void (*close)(struct vm_area_struct *vma);
	/* a new VMA is complete; from v7.1 on */
	int (*mapped)(int start, int end, int pgoff, const struct file *file, struct vm_private *private);
	int (*may_split)(struct vm_area_struct *vma, int addr);
	/* of the new VMA, after its pages have moved */
	int (*mremap)(struct vm_area_struct *vma);
	int (*fault)(struct vm_fault *vmf);
};

struct mm_struct;

struct vm_area_struct {
	u8 vm_start range(0, MMAPCK_NR_PAGES);
	u8 vm_end range(0, MMAPCK_NR_PAGES);		/* first page after it */
	u8 vm_pgoff range(0, MAX_PGOFF);
	enum vma_flags vm_flags : VM_FLAGS_BITS;
	struct mm_struct *vm_mm;
	struct file *vm_file;
	const struct vm_operations_struct *vm_ops;	/* NULL: anonymous */
	/* void * in the kernel; here a number that the driver understands */
	u8 vm_private_data range(0, 7);
	bool detached;		/* not, or no longer, part of the address space */
	bool closed;		/* its close hook has run */
	bool linked;		/* in i_mmap of vm_file->f_mapping */
	bool vm_page_prot;	/* what vm_flags say; else nothing, not even to read */
	bool vm_pat;		/* has reserved a memory type */
	bool vm_policy;		/* a NUMA policy of its own */
	bool vm_userfaultfd;	/* a userfaultfd waits for its page faults */
	u8 anon_vma range(0, MMAPCK_NR_VMAS);	/* 0: no anonymous page yet */
};

POOL(struct vm_area_struct, vma, MMAPCK_NR_VMAS);

struct mm_struct {
	struct rw_semaphore mmap_lock;
	struct vm_area_struct *mm_mt[MMAPCK_NR_PAGES];	/* the maple tree */
	u8 map_count range(0, MMAPCK_NR_VMAS);
	u8 total_vm range(0, MMAPCK_NR_PAGES);
	u8 data_vm range(0, MMAPCK_NR_PAGES);
	u8 exec_vm range(0, MMAPCK_NR_PAGES);
	u8 locked_vm range(0, MMAPCK_NR_PAGES);
	u8 brk range(0, MMAPCK_NR_PAGES);	/* the end of the heap, which starts at 0 */
	struct file *exe_file;
	bool half_made;				/* a fork of it failed: its tree ends in a marker */
	bool mdwe;				/* PR_MDWE_REFUSE_EXEC_GAIN */
	/* The page table: a page frame for each page, 0 for none. */
	u8 pte[MMAPCK_NR_PAGES] range(0, MMAPCK_NR_PFNS);
	unsigned pte_write : MMAPCK_NR_PAGES;		/* bit per page */
};

static struct mm_struct mms[MMAPCK_NR_PROCESSES] named_by(scenario_process);

/* Pages promised to all processes. */
static struct account vm_committed_as;

/* What the core does for a driver once the VMA is there; from v7.0 on. */
enum mmap_action_type {
	MMAP_NOTHING,
	MMAP_REMAP_PFN,
	MMAP_IO_REMAP_PFN,
	MMAP_SIMPLE_IO_REMAP,		/* from v7.1 on, like the next */
	MMAP_MAP_KERNEL_PAGES,
};

struct mmap_action {
	enum mmap_action_type type;
	/* the pages to populate, from start_pfn on */
	u8 start range(0, MMAPCK_NR_PAGES);
	u8 pages range(0, MMAPCK_NR_PAGES + 1);
	u8 start_pfn range(0, MMAPCK_NR_PFNS);
	bool hide_from_rmap_until_complete;
	/* v7.0: may still fail the mapping; may replace the error */
	int (*success_hook)(const struct vm_area_struct *vma);
	int (*error_hook)(int err);
	/* from v7.1 on: the error to return instead */
	int error_override range(-MAX_ERRNO, 0);
};

/* A mapping as mmap_prepare() sees it: no VMA exists yet. */
struct vm_area_desc {
	/* what the caller asks for; not to be changed */
	struct mm_struct *mm;
	struct file *file;
	u8 start range(0, MMAPCK_NR_PAGES);
	u8 end range(0, MMAPCK_NR_PAGES);
	/* the hook may change these; vm_file is what is mapped in the end */
	u8 pgoff range(0, MAX_PGOFF);
	struct file *vm_file;
	enum vma_flags vm_flags : VM_FLAGS_BITS;
	bool page_prot;
	/* the hook sets these */
	const struct vm_operations_struct *vm_ops;
	u8 private_data range(0, 7);
	u8 mmap_context range(0, 7);	/* rfc-2025-09 and ref: for complete and abort */
	struct mmap_action action;	/* from v7.0 on */
};

/* A page fault. */
struct vm_fault {
	struct vm_area_struct *vma;
	u8 address range(0, MMAPCK_NR_PAGES);
	u8 pgoff range(0, MAX_PGOFF);
	bool write;
};

#define VM_FAULT_OOM		0x01
#define VM_FAULT_SIGBUS		0x02
#define VM_FAULT_NOPAGE		0x04	/* the hook set the page table entry */
#define VM_FAULT_RETRY		0x08

/* ---- questions ------------------------------------------------------------------- */

static inline __attribute__((unused)) __pure int vma_pages(const struct vm_area_struct *vma)
{
	return vma->vm_end - vma->vm_start;
}

static inline __attribute__((unused)) __pure int vma_desc_pages(const struct vm_area_desc *desc)
{
	return desc->end - desc->start;
}

/* Shared, and write access now or by mprotect() later: counted in
 * i_mmap_writable. */
static inline __attribute__((unused)) __pure bool is_shared_maywrite(unsigned vm_flags)
{
	return (vm_flags & (VM_SHARED | VM_MAYWRITE)) == (VM_SHARED | VM_MAYWRITE);
}

/* Private and writable: copy on write. */
static inline __attribute__((unused)) __pure bool is_cow_mapping(unsigned vm_flags)
{
	return (vm_flags & (VM_SHARED | VM_MAYWRITE)) == VM_MAYWRITE;
}

static inline __attribute__((unused)) __pure bool is_data_mapping(unsigned vm_flags)
{
	return (vm_flags & (VM_WRITE | VM_SHARED)) == VM_WRITE;
}

static inline __attribute__((unused)) __pure bool is_exec_mapping(unsigned vm_flags)
{
	return (vm_flags & (VM_EXEC | VM_WRITE)) == VM_EXEC;
}

#define mmap_assert_write_locked(mm)	lockdep_assert_held_write(&(mm)->mmap_lock)
#define mmap_assert_locked(mm)		lockdep_assert_held(&(mm)->mmap_lock)

#endif /* MMAPCK_MM_H */
