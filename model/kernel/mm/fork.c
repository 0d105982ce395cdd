/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A process becomes two: every VMA is copied, with its open hook.
 *
 * Models copy_process(), dup_mm() and dup_mmap() of kernel/fork.c and mm/mmap.c,
 * Linux 6.12 to 7.3, as far as address space and descriptors go. The child is a
 * process of the scenario that has nothing yet. A failure ends what the child has
 * got by the way that a process takes that exits.
 */
#include <mmapck/kernel.h>

/* The VMA's page table entries, where they would not come by fault. */
static __atomic_step int copy_page_range(struct vm_area_struct *dst, const struct vm_area_struct *src)
{
	struct mm_struct *mm = dst->vm_mm;
	struct mm_struct *old = src->vm_mm;
	int err;

	if (!src->anon_vma && !(src->vm_flags & (VM_PFNMAP | VM_MIXEDMAP)))
		return 0;
	err = track_pfn_copy(dst, src);
	if (!err)
		err = fault("copy_page_range", -ENOMEM, FAULT_ALLOC_MAY_FAIL);
	if (err)
		return err;
	for (int i = src->vm_start; i < src->vm_end; i++) {
		if (!old->pte[i])
			continue;
		/* copied when it is written to next, in either process */
		if (is_cow_mapping(src->vm_flags))
			old->pte_write &= ~(1u << i);
		set_pte(mm, i, old->pte[i], (old->pte_write >> i & 1) != 0);
	}
	return 0;
}

/* The charge of the copy, which is the child's from now on. */
static int dup_charge(const struct vm_area_struct *vma)
{
	return vma->vm_flags & VM_ACCOUNT ? security_vm_enough_memory_mm(vma_pages(vma)) : 0;
}

static void dup_unacct(const struct vm_area_struct *vma)
{
	if (vma->vm_flags & VM_ACCOUNT)
		vm_unacct_memory(vma_pages(vma));
}

/* A copy of a VMA in the child, or NULL and nothing. */
static struct vm_area_struct *dup_vma(struct mm_struct *mm, struct vm_area_struct *vma)
{
	struct vm_area_struct *tmp;

	if (dup_charge(vma))
		return NULL;
	tmp = vm_area_dup(vma);
	if (!tmp)
		goto fail_nomem;
	tmp->vm_mm = mm;
	tmp->vm_flags &= ~VM_LOCKED;
	if (vma_dup_policy(vma))
		goto fail_nomem_policy;
	if (dup_userfaultfd(tmp))
		goto fail_nomem_policy;
	if (anon_vma_clone(tmp, vma))
		goto fail_nomem_policy;
	return tmp;

fail_nomem_policy:
	vm_area_free(tmp);
fail_nomem:
	dup_unacct(vma);
	return NULL;
}

/* The copy is part of the child: cannot fail. open comes before the file knows. */
static void dup_link_vma(struct mm_struct *mm, struct vm_area_struct *tmp)
{
	tmp->detached = false;
	__vma_iter_store(mm, tmp);
	mm->map_count++;
	vm_stat_account(mm, tmp->vm_flags, vma_pages(tmp));
	if (FORK_OPENS_BEFORE_LINK)
		vma_open(tmp);
	if (tmp->vm_file) {
		get_file(tmp->vm_file, REF_VMA);
		vma_link_file(tmp, false);
	}
	if (!FORK_OPENS_BEFORE_LINK)
		vma_open(tmp);
}

/* The write lock of a VMA, which a fatal signal ends since 7.0. */
static int fork_lock_vma(struct vm_area_struct *vma)
{
	if (FORK_LOCKS_KILLABLE)
		return vma_start_write_killable(vma);
	vma_start_write(vma);
	return 0;
}

/* Caller holds both locks for writing. */
static int dup_vmas(struct mm_struct *mm, struct mm_struct *oldmm)
{
	struct vm_area_struct *vma = find_vma(oldmm, 0);
	struct vm_area_struct *tmp;
	int err;

	while (vma) {
		err = fork_lock_vma(vma);
		if (err)
			return err;
		if (!(vma->vm_flags & VM_DONTCOPY)) {
			tmp = dup_vma(mm, vma);
			if (!tmp)
				return -ENOMEM;
			dup_link_vma(mm, tmp);
			if (copy_page_range(tmp, vma))
				return -ENOMEM;
		}
		vma = find_vma(oldmm, vma->vm_end);
	}
	return 0;
}

/* The child's own reference, if its parent has got one. */
static __atomic_step void dup_mm_exe_file(struct mm_struct *mm, const struct mm_struct *oldmm)
{
	mm->exe_file = oldmm->exe_file;
	if (mm->exe_file)
		get_file(mm->exe_file, REF_OTHER);
}

static int dup_mmap(struct mm_struct *mm, struct mm_struct *oldmm)
{
	int err = down_write_killable(&oldmm->mmap_lock);

	if (err)
		return err;
	down_write(&mm->mmap_lock);
	mm->mdwe = oldmm->mdwe;
	mm->brk = oldmm->brk;
	dup_mm_exe_file(mm, oldmm);
	err = fault("__mt_dup", -ENOMEM, FAULT_ALLOC_THEORETICAL);
	if (!err) {
		err = dup_vmas(mm, oldmm);
		/* the rest of the duplicated tree starts with a marker */
		mm->half_made = err != 0;
	}
	up_write(&mm->mmap_lock);
	up_write(&oldmm->mmap_lock);
	if (err && FAILED_FORK_TELLS_NOBODY)
		dup_userfaultfd_fail();
	else
		dup_userfaultfd_complete(err);
	return err;
}

static void copy_files(struct files_struct *fdt, const struct files_struct *old)
{
	for (int fd = 0; fd < MMAPCK_NR_FILES; fd++) {
		if (!(old->open_fds >> fd & 1))
			continue;
		get_file(&files[fd], REF_FD);
		fdt->open_fds |= 1u << fd;
	}
}

__syscall static long fork_process(int child)
{
	int err;

	exit_files(&fd_tables[child]);
	copy_files(&fd_tables[child], current_files);
	/* dup_mm() copies all, mm_init() clears what is not the child's yet */
	mms[child].exe_file = CHILD_STARTS_WITHOUT_EXE_FILE ? NULL : current_mm->exe_file;
	err = dup_mmap(&mms[child], current_mm);
	if (!err)
		return 0;
	exit_mmap(&mms[child]);
	exit_files(&fd_tables[child]);
	return err;
}
