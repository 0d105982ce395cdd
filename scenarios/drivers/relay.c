/* SPDX-License-Identifier: Apache-2.0 */
/*
 * relay: a buffer between kernel and user space, mapped whole. The mapping
 * takes no reference on the buffer: the file keeps it.
 * Models relay_mmap_buf() and relay_mmap_prepare_buf() of kernel/relay.c, Linux
 * 6.12 and 7.0.
 */
#include <mmapck/driver.h>

#define RELAY_NO_BUFFER	0
#define RELAY_BUFFER	1

static int relay_buf_fault(struct vm_fault *vmf)
{
	check(vmf->vma->vm_private_data == RELAY_BUFFER && !vmf->vma->vm_file->f_released,
	      "relay-buffer-gone", "a mapping of a relay file finds the buffer that the file keeps");
	if (vmf->pgoff >= file_inode(vmf->vma->vm_file)->i_size)
		return VM_FAULT_SIGBUS;
	set_pte(vmf->vma->vm_mm, vmf->address, vmf->pgoff + 1, vmf->vma->vm_flags & VM_WRITE);
	return VM_FAULT_NOPAGE;
}

static const struct vm_operations_struct relay_file_mmap_ops = {
	.fault = relay_buf_fault,
};

static int relay_file_open(struct inode *inode, struct file *file)
{
	(void)inode;
	file->private_data = RELAY_BUFFER;
	return 0;
}

static int relay_file_release(struct inode *inode, struct file *file)
{
	(void)inode;
	file->private_data = RELAY_NO_BUFFER;
	return 0;
}

#ifdef MMAPCK_NO_MMAP_PREPARE
static int relay_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	if (file->private_data == RELAY_NO_BUFFER)
		return -EBADF;
	if (vma_pages(vma) != file_inode(file)->i_size)
		return -EINVAL;
	vma->vm_ops = &relay_file_mmap_ops;
	vma->vm_flags |= VM_DONTEXPAND;
	vma->vm_private_data = file->private_data;
	return 0;
}

DRIVER(relay, .open = relay_file_open, .release = relay_file_release,
       .mmap = relay_file_mmap);
#else
static int relay_file_mmap_prepare(struct vm_area_desc *desc)
{
	if (desc->file->private_data == RELAY_NO_BUFFER)
		return -EBADF;
	if (vma_desc_pages(desc) != file_inode(desc->file)->i_size)
		return -EINVAL;
	desc->vm_ops = &relay_file_mmap_ops;
	desc->vm_flags |= VM_DONTEXPAND;
	desc->private_data = desc->file->private_data;
	return 0;
}

DRIVER(relay, .open = relay_file_open, .release = relay_file_release,
       .mmap_prepare = relay_file_mmap_prepare);
#endif
