/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trace_buffer: a ring buffer that counts its users; the mapping is not to be
 * copied by fork, but the user may say otherwise. Models tracing_buffers_mmap() of
 * kernel/trace/trace.c.
 *
 *	trace_024	no open hook (before e39bb9e02b68)
 *	trace_buffer	with one
 */
#include <mmapck/driver.h>

static struct account trace_user_mapped;

static void tracing_buffers_mmap_open(struct vm_area_struct *vma)
{
	(void)vma;
	charge(&trace_user_mapped, 1);
}

static void tracing_buffers_mmap_close(struct vm_area_struct *vma)
{
	(void)vma;
	uncharge(&trace_user_mapped, 1);
}

static const struct vm_operations_struct trace_024_vmops = {
	.close = tracing_buffers_mmap_close,
	.fault = generic_file_fault,
};

static const struct vm_operations_struct trace_buffer_vmops = {
	.open = tracing_buffers_mmap_open,
	.close = tracing_buffers_mmap_close,
	.fault = generic_file_fault,
};

static int trace_024_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma->vm_flags |= VM_DONTCOPY | VM_DONTEXPAND;
	vma->vm_ops = &trace_024_vmops;
	tracing_buffers_mmap_open(vma);
	return 0;
}

DRIVER(trace_024, .mmap = trace_024_mmap);

static int trace_buffer_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = trace_024_mmap(file, vma);

	vma->vm_ops = &trace_buffer_vmops;
	return err;
}

DRIVER(trace_buffer, .mmap = trace_buffer_mmap);
