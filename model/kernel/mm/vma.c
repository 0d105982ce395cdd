/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The life of a VMA: allocation, copy, close, end.
 *
 * Models vm_area_alloc(), vm_area_dup() and vm_area_free() of mm/vma_init.c, and
 * mmap_file(), vma_set_file(), vma_close() and remove_vma() of mm/util.c and mm/vma.c, Linux
 * 6.12 to 7.3.
 */
#include <mmapck/kernel.h>

/* Ops that do nothing: nothing of the driver is called any more. */
static const struct vm_operations_struct vma_dummy_vm_ops = { };

/* The write lock of a VMA: who holds mmap_lock for writing has it. */
static __atomic_step void vma_start_write(struct vm_area_struct *vma)
{
	trace_vma(vma);
}

/* The same, but a fatal signal ends it. */
static int vma_start_write_killable(struct vm_area_struct *vma)
{
	int err = fault("vma_start_write_killable", -EINTR, FAULT_SIGNAL);

	if (!err)
		vma_start_write(vma);
	return err;
}

static __atomic_step void vma_mark_attached(struct vm_area_struct *vma)
{
	trace_vma(vma);
	check(vma->detached, "vma-attached-twice", "a VMA is detached when it is attached");
	vma->detached = false;
}

static __atomic_step void vma_mark_detached(struct vm_area_struct *vma)
{
	trace_vma(vma);
	check(!vma->detached, "vma-detached-twice", "a VMA is attached when it is detached");
	vma->detached = true;
}

static __atomic_step void vm_area_free(struct vm_area_struct *vma)
{
	trace_vma(vma);
	check(vma->detached || VMA_STARTS_ATTACHED, "vma-freed-while-attached", "a VMA is detached before it is freed");
	check(!vma->linked, "vma-freed-while-linked", "a VMA is out of i_mmap before it is freed");
	vma_free(vma);
}

/* Until Linux 6.14 the lock of a VMA is an object of its own. */
#if VMA_STARTS_ATTACHED
static int vma_lock_alloc(void)
{
	return fault("vma_lock_alloc", -ENOMEM, FAULT_ALLOC_THEORETICAL);
}
#else
#define vma_lock_alloc() 0
#endif

static __atomic_step struct vm_area_struct *vm_area_alloc(struct mm_struct *mm)
{
	struct vm_area_struct *vma;

	might_sleep();
	if (fault("vm_area_alloc", -ENOMEM, FAULT_ALLOC_THEORETICAL))
		return NULL;
	vma = vma_alloc();
	vma->vm_mm = mm;
	vma->vm_ops = &vma_dummy_vm_ops;
	vma->detached = true;
	if (VMA_STARTS_ATTACHED)
		vma_mark_attached(vma);
	if (vma_lock_alloc()) {
		vm_area_free(vma);
		return NULL;
	}
	return vma;
}

/* A copy of orig that is part of nothing yet. */
static __atomic_step struct vm_area_struct *vm_area_dup(struct vm_area_struct *orig)
{
	struct vm_area_struct *vma;

	trace_vma(orig);
	might_sleep();
	if (fault("vm_area_dup", -ENOMEM, FAULT_ALLOC_THEORETICAL))
		return NULL;
	vma = vma_alloc();
	*vma = *orig;
	vma->detached = !VMA_STARTS_ATTACHED;
	vma->linked = false;
	vma->anon_vma = 0;
	if (vma_lock_alloc()) {
		vm_area_free(vma);
		return NULL;
	}
	return vma;
}

/* Stores a VMA that is new to the tree, or one that has grown. */
#if VMA_STARTS_ATTACHED
static __atomic_step void vma_iter_store(struct mm_struct *mm, struct vm_area_struct *vma)
{
	vma_iter_store_overwrite(mm, vma);
}
#define vma_iter_store_new vma_iter_store
#define vma_iter_store_grown vma_iter_store
#else
static __atomic_step void vma_iter_store_new(struct mm_struct *mm, struct vm_area_struct *vma)
{
	vma_mark_attached(vma);
	vma_iter_store_overwrite(mm, vma);
}
#define vma_iter_store_grown vma_iter_store_overwrite
#endif

static __atomic_step __notrace void vma_set_page_prot(struct vm_area_struct *vma)
{
	vma->vm_page_prot = true;
}

static void vma_set_anonymous(struct vm_area_struct *vma)
{
	vma->vm_ops = NULL;
}

static __pure bool vma_is_anonymous(const struct vm_area_struct *vma)
{
	return vma->vm_ops == NULL;
}

static __pure bool vma_has_close(const struct vm_area_struct *vma)
{
	return vma->vm_ops && vma->vm_ops->close;
}

/* Whether what the running call overlays has been closed: it is detached, and still
 * in the tree. */
static __pure bool overlaid_are_closed(const struct mm_struct *mm)
{
	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (mm->mm_mt[i] && mm->mm_mt[i]->detached && vma_has_close(mm->mm_mt[i]))
			return false;
	return true;
}

/* A driver is asked about a new mapping: how many locks are held. */
static __atomic_step __notrace int mmap_hook_begin(const struct mm_struct *mm)
{
	check(!OVERLAY_CLOSES_FIRST || overlaid_are_closed(mm), "hook-before-close",
	      "old mappings are closed before a driver is asked about the one in their place");
	return locks_held();
}

/* The driver's mmap hook. If it fails, nothing of the driver is called for this
 * VMA again. */
static int mmap_file(struct file *file, struct vm_area_struct *vma)
{
	int locks = mmap_hook_begin(vma->vm_mm);
	int err;

	err = file->f_op->mmap(file, vma);
	check_locks_kept(locks);
	if (!err)
		return 0;
	vma->vm_ops = &vma_dummy_vm_ops;
	return err;
}

/* Another file for a VMA that is not linked; takes a reference of its own. */
static void vma_set_file(struct vm_area_struct *vma, struct file *file)
{
	struct file *old = vma->vm_file;

	get_file(file, REF_VMA);
	vma->vm_file = file;
	fput(old, REF_VMA);
}

static void vma_open(struct vm_area_struct *vma)
{
	int locks = locks_held();

	if (!vma->vm_ops || !vma->vm_ops->open)
		return;
	vma->vm_ops->open(vma);
	check_locks_kept(locks);
}

static __atomic_step __notrace void vma_close_begin(struct vm_area_struct *vma)
{
	check(!vma_has_ptes(vma), "close-with-ptes",
	      "no page of a mapping is present when its close hook runs");
	check(!vma->closed, "closed-twice", "close runs once for a VMA");
	vma->closed = true;
}

/* The driver's close hook, once for each VMA. */
static void vma_close(struct vm_area_struct *vma)
{
	int locks = locks_held();

	mmap_assert_locked(vma->vm_mm);
	if (!vma_has_close(vma))
		return;
	vma_close_begin(vma);
	vma->vm_ops->close(vma);
	check_locks_kept(locks);
	vma->vm_ops = &vma_dummy_vm_ops;
}

/* The end of a VMA that nothing leads to any more. */
static void remove_vma(struct vm_area_struct *vma)
{
	vma_close(vma);
	if (vma->vm_file)
		fput(vma->vm_file, REF_VMA);
	vm_area_free(vma);
}
