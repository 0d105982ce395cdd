/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the invariants remember of a system call.  Nothing of this exists in the
 * kernel, and no kernel function reads it.
 */
#include <mmapck/kernel.h>

/* What a task's last mmap() did to pages that were not its business. */
struct mmap_witness {
	unsigned before : MMAPCK_NR_PAGES;	/* mapped when it began; 0 between calls */
	const struct vm_area_struct *made;	/* the new mapping; NULL between calls */
	unsigned lost : MMAPCK_NR_PAGES;	/* mapped before, not so after it failed */
	unsigned left : MMAPCK_NR_PAGES;	/* mapped by it although it failed */
	bool begun;				/* mmap() runs */
	bool failed;				/* with something mapped before */
	int err range(-MAX_ERRNO, 0);		/* why what is in the way could not be gathered */
};

static struct mmap_witness mmap_witness[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

/* Prepares that succeeded and are neither completed nor aborted. */
static struct obligation prepared[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

/* locks: what locks_held() said before a hook of a driver was called. */
#define check_locks_kept(locks)							\
	check(locks_held() == (locks), "lock-held-across-hook",			\
	      "a hook returns with the locks that it was called with")

/* A bit for each page that is mapped. */
static __pure unsigned mapped_pages(const struct mm_struct *mm)
{
	unsigned pages = 0;

	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (mm->mm_mt[i])
			pages |= 1u << i;
	return pages;
}

/* A bit for each page that this VMA, which may be gone, maps. */
static __pure unsigned pages_mapped_by(const struct mm_struct *mm, const struct vm_area_struct *vma)
{
	unsigned pages = 0;

	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (mm->mm_mt[i] && mm->mm_mt[i] == vma)
			pages |= 1u << i;
	return pages;
}

/* With agreed, the security module has been asked, or has no say. */
static __atomic_step __notrace void witness_mmap_begin(const struct mm_struct *mm, bool agreed)
{
	struct mmap_witness *w = &mmap_witness[__mmapck_task()];

	check(agreed, "mapped-unasked", "the security module has agreed to every mapping that is made");
	w->begun = true;
	w->before = mapped_pages(mm);
	w->lost = 0;
	w->left = 0;
	w->failed = false;
}

static __atomic_step __notrace void witness_mmap_made(const struct vm_area_struct *vma)
{
	mmap_witness[__mmapck_task()].made = vma;
}

/* What is overlaid cannot be gathered. */
static __atomic_step __notrace int witness_gather_failed(int err)
{
	if (mmap_witness[__mmapck_task()].begun)
		mmap_witness[__mmapck_task()].err = err;
	return err;
}

/* An overlay that fails may stay where old mappings were: both are wrong. */
static __atomic_step __notrace void witness_mmap_end(const struct mm_struct *mm, long ret)
{
	struct mmap_witness *w = &mmap_witness[__mmapck_task()];

	if (ret < 0) {
		unsigned made = pages_mapped_by(mm, w->made);

		w->lost = w->before & ~(mapped_pages(mm) & ~made);
		w->left = (mapped_pages(mm) & ~w->before) | made;
		w->failed = w->before != 0;
	}
	check(!w->err || ret == w->err, "error-masked", "mmap() returns the error of the step that failed");
	w->err = 0;
	w->begun = false;
	w->before = 0;
	w->made = NULL;
}

/* A mremap() may unmap what is in the way and fail then; but it makes nothing. */
static __atomic_step __notrace void witness_mremap_end(const struct mm_struct *mm, long ret)
{
	struct mmap_witness *w = &mmap_witness[__mmapck_task()];

	if (ret < 0)
		w->left = mapped_pages(mm) & ~w->before;
	w->err = 0;
	w->begun = false;
	w->before = 0;
}
