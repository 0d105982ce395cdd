/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page fault that waits for its page without the mmap lock, and says so by
 * VM_FAULT_RETRY. Models ocfs2_fault() of fs/ocfs2/mmap.c.
 *
 *	retry_111	reads the VMA after the wait (before 7de554cabf16)
 *	retry		before it
 */
#include <mmapck/driver.h>

static int retry_seen_pgoff range(0, MAX_PGOFF);

/* filemap_fault(): with the lock dropped, for the page to be read. */
static int fault_and_wait(struct vm_fault *vmf)
{
	up_read(&vmf->vma->vm_mm->mmap_lock);
	return VM_FAULT_RETRY;
}

static int retry_111_fault(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	int ret = fault_and_wait(vmf);

	/* trace_ocfs2_fault() */
	retry_seen_pgoff = vma->vm_pgoff;
	return ret;
}

static int retry_fault(struct vm_fault *vmf)
{
	retry_seen_pgoff = vmf->vma->vm_pgoff;
	return fault_and_wait(vmf);
}

static const struct vm_operations_struct retry_111_vm_ops = { .fault = retry_111_fault };
static const struct vm_operations_struct retry_vm_ops = { .fault = retry_fault };

static int retry_111_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma->vm_ops = &retry_111_vm_ops;
	return 0;
}

static int retry_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma->vm_ops = &retry_vm_ops;
	return 0;
}

DRIVER(retry_111, .mmap = retry_111_mmap);
DRIVER(retry, .mmap = retry_mmap);
