/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The end of a process: its address space, then its descriptors; and exec.
 *
 * Models exit_mmap() of mm/mmap.c, exit_files() of fs/file.c and exec_mmap() of
 * fs/exec.c, Linux 6.12 to 7.3. Nothing of an exit can fail.
 */
#include <mmapck/kernel.h>

/* Takes the first VMA out of the tree. */
static __atomic_step struct vm_area_struct *exit_detach_first(struct mm_struct *mm)
{
	struct vm_area_struct *vma = find_vma(mm, 0);

	vma_mark_detached(vma);
	__vma_iter_clear(mm, vma->vm_start, vma->vm_end);
	mm->map_count--;
	vm_stat_account(mm, vma->vm_flags, -vma_pages(vma));
	return vma;
}

/* What a new program, or the next fork, does not find. */
static __atomic_step __notrace void reset_mm(struct mm_struct *mm)
{
	mm->brk = 0;
	mm->half_made = false;
}

static void exit_mmap(struct mm_struct *mm)
{
	struct unlink_vma_file_batch vb = { };
	struct vm_area_struct *vma;
	int nr_accounted = 0;

	down_read(&mm->mmap_lock);
	unmap_vmas(mm, 0, MMAPCK_NR_PAGES);
	up_read(&mm->mmap_lock);

	down_write(&mm->mmap_lock);
	vma = find_vma(mm, 0);
	while (vma) {
		free_pgtables(vma, &vb);
		vma = find_vma(mm, vma->vm_end);
	}
	unlink_file_vma_batch_process(&vb);
	/* tear_down_vmas() */
	while (find_vma(mm, 0)) {
		vma = exit_detach_first(mm);
		if (vma->vm_flags & VM_ACCOUNT)
			nr_accounted += vma_pages(vma);
		remove_vma(vma);
	}
	check(!mm->map_count, "map-count-at-exit", "map_count is the number of VMAs that exit takes down");
	vm_unacct_memory(nr_accounted);
	reset_mm(mm);
	up_write(&mm->mmap_lock);
	if (mm->exe_file)
		set_mm_exe_file(mm, NULL);
}

static void exit_files(struct files_struct *fdt)
{
	struct file *file;

	for (int fd = 0; fd < MMAPCK_NR_FILES; fd++) {
		file = file_close_fd(fdt, fd);
		if (file)
			fput(file, REF_FD);
	}
}

/* A new program: the old address space ends, descriptors stay. */
__syscall static long execve(void)
{
	struct mm_struct *mm = current_mm;
	int err = fault("alloc_bprm", -ENOMEM, FAULT_ALLOC_MAY_FAIL);

	if (err)
		return err;
	/* exec_mmap(): no core dump meanwhile */
	err = down_read_killable(&mm->mmap_lock);
	if (err)
		return err;
	up_read(&mm->mmap_lock);
	exit_mmap(mm);
	mm->mdwe = false;
	return 0;
}

__syscall static void exit_process(int process)
{
	exit_mmap(&mms[process]);
	exit_files(&fd_tables[process]);
}
