/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vmcore and /proc as converted to the hooks of rfc-2025-09: vmcore maps page by
 * page in complete and, where a page fails, unmaps what it has mapped; the file
 * operations that /proc builds for its entries forget abort. Models
 * fs/proc/vmcore.c and fs/proc/inode.c as of "expand mmap_prepare functionality,
 * port more users", v1, September 2025.
 *
 *	vmcore_complete	unmaps itself
 *	proc_shim	has an abort hook that nobody calls
 *	proc		as it is: an entry is in use during .mmap alone
 */
#include <mmapck/driver.h>

static void vmcore_vm_close(struct vm_area_struct *vma)
{
	(void)vma;
}

static const struct vm_operations_struct vmcore_vm_ops = {
	.close = vmcore_vm_close,
};

static int vmcore_mmap_prepare(struct vm_area_desc *desc)
{
	desc->vm_flags |= VM_MIXEDMAP | VM_DONTEXPAND;
	desc->vm_ops = &vmcore_vm_ops;
	return 0;
}

static int vmcore_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	int start = vma->vm_start;
	int err;

	(void)file;
	(void)context;
	for (int addr = start; addr < vma->vm_end; addr++) {
		err = vm_insert_page(vma, addr, addr + 1);
		if (!err)
			continue;
		do_munmap(vma->vm_mm, start, addr - start + 1);
		mmap_assert_write_locked(vma->vm_mm);
		return -EAGAIN;
	}
	return 0;
}

DRIVER(vmcore_complete, .mmap_prepare = vmcore_mmap_prepare, .mmap_complete = vmcore_mmap_complete);

static struct obligation proc_use_pde;

static int proc_mmap_prepare(struct vm_area_desc *desc)
{
	owe(&proc_use_pde);
	desc->vm_ops = &generic_file_vm_ops;
	return 0;
}

static int proc_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	(void)file;
	(void)vma;
	(void)context;
	settle(&proc_use_pde);
	return 0;
}

DRIVER(proc_shim, .mmap_prepare = proc_mmap_prepare, .mmap_complete = proc_mmap_complete);

static int proc_reg_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = fault("use_pde", -EIO, FAULT_DRIVER);

	if (err)
		return err;
	owe(&proc_use_pde);
	err = generic_file_mmap(file, vma);
	settle(&proc_use_pde);
	return err;
}

DRIVER(proc, .mmap = proc_reg_mmap);

INVARIANT(proc_entry_unused, AT_QUIESCENCE,
	  "no entry of /proc is in use while no system call runs")
{
	return proc_use_pde.owed == 0;
}
