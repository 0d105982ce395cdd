/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a recorded run of a kernel found and what its test driver did, for
 * mmapck-conformance (docs/conformance.md).
 *
 * The text that is made of a case includes a generation of the kernel, says with
 * RECORDED_* what the hooks of the case do, and includes this.
 */
#include <mmapck/driver.h>

/* All that are not about file systems. */
#include <invariants/protocol.c>
#include <invariants/mappings.c>
#include <invariants/accounting.c>
#include <invariants/files.c>
#include <invariants/end.c>

/* ---- flags ------------------------------------------------------------------ */

/* The words of a recording; their values are how flags are read back. */
enum recorded_flag {
	recorded_none = 0,
	recorded_r = VM_READ,
	recorded_w = VM_WRITE,
	recorded_x = VM_EXEC,
	recorded_s = VM_SHARED,
	recorded_maywrite = VM_MAYWRITE,
	recorded_account = VM_ACCOUNT,
	recorded_locked = VM_LOCKED,
	recorded_noreserve = VM_NORESERVE,
	recorded_nohugepage = VM_NOHUGEPAGE,
	recorded_sealed = VM_SEALED,
	recorded_pfnmap = VM_PFNMAP,
	recorded_io = VM_IO,
	recorded_dontexpand = VM_DONTEXPAND,
	recorded_mixedmap = VM_MIXEDMAP,
};

/* Only its type is of use. */
static enum recorded_flag recorded_flag_names;

/* ---- setup ------------------------------------------------------------------ */

static void recorded_file(int file, const struct driver *driver)
{
	setup_file(file, driver, 1, FMODE_READ | FMODE_WRITE);
	setup_open(0, file);
}

/* Sealed against shared writable mappings. */
static void recorded_deny_writable(int file)
{
	files[file].f_mapping->i_mmap_writable = -1;
}

/* PR_SET_MDWE */
static void recorded_deny_write_exec(void)
{
	mms[0].mdwe = true;
}

static void recorded_link(struct vm_area_struct *vma)
{
	get_file(vma->vm_file, REF_VMA);
	if (is_shared_maywrite(vma->vm_flags))
		vma->vm_file->f_mapping->i_mmap_writable++;
	vma->linked = true;
}

/* A VMA that was there before the call. */
static void recorded_vma(int start, int end, int pgoff, unsigned vm_flags, struct file *file,
			 const struct vm_operations_struct *vm_ops, int private_data, int anon_vma)
{
	struct mm_struct *mm = &mms[0];
	struct vm_area_struct *vma = vma_alloc();

	vma->vm_start = start;
	vma->vm_end = end;
	vma->vm_pgoff = pgoff;
	vma->vm_flags = vm_flags;
	vma->vm_mm = mm;
	vma->vm_file = file;
	vma->vm_ops = vm_ops;
	vma->vm_private_data = private_data;
	vma->anon_vma = anon_vma;
	for (int i = start; i < end; i++)
		mm->mm_mt[i] = vma;
	mm->map_count++;
	vm_stat_account(mm, vm_flags, end - start);
	if (vm_flags & VM_ACCOUNT)
		charge(&vm_committed_as, end - start);
	if (file)
		recorded_link(vma);
}

/* ---- the call ----------------------------------------------------------------- */

static void recorded_call(struct file *file, int addr, int len, unsigned vm_flags, int pgoff)
{
	struct mm_struct *mm = &mms[0];
	long ret;

	down_write(&mm->mmap_lock);
	witness_mmap_begin(mm, true);
	ret = mmap_region(file, addr, len, vm_flags, pgoff);
	witness_mmap_end(mm, ret);
	up_write(&mm->mmap_lock);
}

/* ---- the end ------------------------------------------------------------------ */

/* Unmaps all that is left, sealed or not. */
static void recorded_unmap_all(void)
{
	struct mm_struct *mm = &mms[0];

	for (int i = 0; i < MMAPCK_NR_VMAS; i++)
		if (vma_at(i))
			vma_at(i)->vm_flags &= ~VM_SEALED;
	down_write(&mm->mmap_lock);
	do_munmap(mm, 0, MMAPCK_NR_PAGES);
	up_write(&mm->mmap_lock);
}

/* The files have no owner any more but their mappings. */
static void recorded_close_files(void)
{
	exit_files(&fd_tables[0]);
}

/* ---- vm_ops ------------------------------------------------------------------- */

#define recorded_fault(site, error) fault(site, error, FAULT_DRIVER)

static void recorded_open(struct vm_area_struct *vma)
{
	trace_vma(vma);
}

static void recorded_close(struct vm_area_struct *vma)
{
	trace_vma(vma);
}

static int recorded_may_split(struct vm_area_struct *vma, int addr)
{
	(void)addr;
	trace_vma(vma);
	return recorded_fault("hook.may_split", -EINVAL);
}

static int recorded_mapped(int start, int end, int pgoff, const struct file *file, struct vm_private *private)
{
	int err;

	(void)end;
	(void)pgoff;
	(void)file;
	trace_vma(mms[0].mm_mt[start]);
	err = recorded_fault("hook.mapped", -EBUSY);
#ifdef RECORDED_MAPPED_SETS_PRIVATE
	if (!err)
		private->data = RECORDED_MAPPED_SETS_PRIVATE;
#else
	(void)private;
#endif
	return err;
}

static const struct vm_operations_struct RECORDED_VM_OPS = { RECORDED_OPS_HAVE };

/* Of a file whose mappings were there before. */
static const struct vm_operations_struct X_vm_ops = { .open = recorded_open, .close = recorded_close };

/* ---- .mmap -------------------------------------------------------------------- */

static void recorded_change_vma(struct vm_area_struct *vma)
{
#ifdef RECORDED_REPLACES_FILE_BY
	vma_set_file(vma, &files[RECORDED_REPLACES_FILE_BY]);
#endif
#ifdef RECORDED_SETS_OPS
	vma->vm_ops = RECORDED_SETS_OPS;
#endif
	vma->vm_flags |= RECORDED_SETS_FLAGS;
	vma->vm_flags &= ~(unsigned)(RECORDED_CLEARS_FLAGS);
	vma->vm_pgoff += RECORDED_ADDS_TO_PGOFF;
}

static int recorded_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err;

	(void)file;
#ifdef RECORDED_CHANGES_BEFORE_FAILING
	recorded_change_vma(vma);
#endif
	trace_vma(vma);
	err = recorded_fault("hook.mmap", -EIO);
#ifndef RECORDED_CHANGES_BEFORE_FAILING
	if (!err)
		recorded_change_vma(vma);
#endif
	return err;
}

/* Of a file that a hook puts in place of its own. */
static int recorded_mmap_plain(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	trace_vma(vma);
	return recorded_fault("hook.mmap", -EIO);
}

#ifdef RECORDED_INNER_FILE

static void recorded_nested_begin(struct vm_area_struct *vma)
{
	trace_vma(vma);
}

static int recorded_nested_end(struct vm_area_struct *vma, int err)
{
	trace_vma(vma);
	return err;
}

/* Stands before another file, which has .mmap_prepare. */
static int recorded_mmap_nested(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	recorded_nested_begin(vma);
	return recorded_nested_end(vma, compat_vma_mmap(&files[RECORDED_INNER_FILE], vma));
}

#endif /* RECORDED_INNER_FILE */

/* ---- .mmap_prepare ------------------------------------------------------------ */

#ifdef RECORDED_PREPARES

/* What the next prepare leaves as private data. */
static u8 recorded_prepare_number range(0, 7) = RECORDED_PREPARES;

#ifdef RECORDED_ACTION

static void recorded_action_remap_pfn(struct vm_area_desc *desc)
{
	mmap_action_remap(desc, desc->start, RECORDED_ACTION_PFN, RECORDED_ACTION_PAGES);
}

static void recorded_action_io_remap_pfn(struct vm_area_desc *desc)
{
	mmap_action_ioremap(desc, desc->start, RECORDED_ACTION_PFN, RECORDED_ACTION_PAGES);
}

static void recorded_action_simple_ioremap(struct vm_area_desc *desc)
{
	mmap_action_simple_ioremap(desc, RECORDED_ACTION_PFN);
}

static void recorded_action_map_kernel_pages(struct vm_area_desc *desc)
{
	mmap_action_map_kernel_pages(desc, desc->start, RECORDED_ACTION_PFN, RECORDED_ACTION_PAGES);
}

#endif /* RECORDED_ACTION */

#ifdef RECORDED_SUCCESS_HOOK
static int recorded_success_hook(const struct vm_area_struct *vma)
{
	trace_vma(vma);
	return recorded_fault("hook.success", -EAGAIN);
}
#endif

#ifdef RECORDED_ERROR_HOOK
static int recorded_error_hook(int err)
{
	return err;
}
#endif

static void recorded_change_action(struct vm_area_desc *desc)
{
#ifdef RECORDED_ACTION
	RECORDED_ACTION(desc);
#endif
#ifdef RECORDED_HIDES_FROM_RMAP
	desc->action.hide_from_rmap_until_complete = true;
#endif
#ifdef RECORDED_SUCCESS_HOOK
	desc->action.success_hook = recorded_success_hook;
#endif
#ifdef RECORDED_ERROR_HOOK
	desc->action.error_hook = recorded_error_hook;
#endif
#ifdef RECORDED_ERROR_OVERRIDE
	desc->action.error_override = RECORDED_ERROR_OVERRIDE;
#endif
	(void)desc;
}

static int recorded_mmap_prepare(struct vm_area_desc *desc)
{
	int err = recorded_fault("hook.mmap_prepare", -ENXIO);

	if (err)
		return err;
#ifdef RECORDED_REPLACES_FILE_BY
	/* the reference is handed over */
	get_file(&files[RECORDED_REPLACES_FILE_BY], REF_DRIVER);
	desc->vm_file = &files[RECORDED_REPLACES_FILE_BY];
#endif
#ifdef RECORDED_SETS_OPS
	desc->vm_ops = RECORDED_SETS_OPS;
#endif
	desc->vm_flags |= RECORDED_SETS_FLAGS;
	desc->vm_flags &= ~(unsigned)(RECORDED_CLEARS_FLAGS);
	desc->pgoff += RECORDED_ADDS_TO_PGOFF;
	desc->private_data = recorded_prepare_number++;
	recorded_change_action(desc);
	return 0;
}

#endif /* RECORDED_PREPARES */
