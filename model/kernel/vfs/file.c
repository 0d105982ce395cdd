/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Open files and descriptors.
 *
 * Models fget(), fput(), filp_close() and get_file() of fs/file.c and
 * fs/file_table.c. The kernel runs the last fput() of a system call as task
 * work on its way out; here release() runs at once.
 */
#include <mmapck/kernel.h>

static __atomic_step __notrace void get_file(struct file *file, enum ref_owner owner)
{
	check(!file->f_released, "file-resurrected", "no reference is taken on a file that was released");
	refcount_get(&file->f_count, owner);
}

static void fput(struct file *file, enum ref_owner owner)
{
	if (!refcount_put(&file->f_count, owner))
		return;
	file->f_released = true;
	if (file->f_op->release)
		file->f_op->release(file_inode(file), file);
}

static __pure bool fd_is_open(const struct files_struct *fdt, int fd)
{
	return fd >= 0 && fd < MMAPCK_NR_FILES && (fdt->open_fds >> fd & 1);
}

/* The file of a descriptor, with a reference, or NULL. */
static __atomic_step struct file *fget(int fd)
{
	if (!fd_is_open(current_files, fd))
		return NULL;
	get_file(&files[fd], REF_SYSCALL);
	return &files[fd];
}

/* Takes fd out of the table: its file, whose reference is the caller's now. */
static __atomic_step struct file *file_close_fd(struct files_struct *fdt, int fd)
{
	if (!fd_is_open(fdt, fd))
		return NULL;
	fdt->open_fds &= ~(1u << fd);
	return &files[fd];
}

__syscall static long close(int fd)
{
	struct file *file = file_close_fd(current_files, fd);

	if (!file)
		return -EBADF;
	fput(file, REF_FD);
	return 0;
}

/* What a regular file does; its pages come by fault. */
static int generic_file_fault(struct vm_fault *vmf)
{
	if (vmf->pgoff >= file_inode(vmf->vma->vm_file)->i_size)
		return VM_FAULT_SIGBUS;
	set_pte(vmf->vma->vm_mm, vmf->address, vmf->pgoff + 1, vmf->write);
	return VM_FAULT_NOPAGE;
}

static const struct vm_operations_struct generic_file_vm_ops = {
	.fault = generic_file_fault,
};

static int generic_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma->vm_ops = &generic_file_vm_ops;
	return 0;
}

static int generic_file_mmap_prepare(struct vm_area_desc *desc)
{
	desc->vm_ops = &generic_file_vm_ops;
	return 0;
}
