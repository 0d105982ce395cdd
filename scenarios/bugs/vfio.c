/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vfio: the first fault populates the whole mapping and puts it on a list.
 * Models vfio_pci_mmap_fault() of drivers/vfio/pci.
 *
 *	vfio_088	every fault does (before 6a45ece4c9af)
 *	vfio		not if it is on the list already
 */
#include <mmapck/driver.h>

static struct mutex vfio_vma_lock;
static struct account vfio_vma_list;

static const struct vm_operations_struct vfio_vm_ops;

static int vfio_populate(struct vm_area_struct *vma)
{
	charge(&vfio_vma_list, 1);
	for (int i = vma->vm_start; i < vma->vm_end; i++)
		set_pte(vma->vm_mm, i, i + 1, true);
	return VM_FAULT_NOPAGE;
}

static int vfio_pci_mmap_fault(struct vm_fault *vmf)
{
	int ret = VM_FAULT_NOPAGE;

	mutex_lock(&vfio_vma_lock);
	if (!vfio_vma_list.charged)
		ret = vfio_populate(vmf->vma);
	mutex_unlock(&vfio_vma_lock);
	return ret;
}

static int vfio_088_mmap_fault(struct vm_fault *vmf)
{
	int ret;

	mutex_lock(&vfio_vma_lock);
	ret = vfio_populate(vmf->vma);
	mutex_unlock(&vfio_vma_lock);
	return ret;
}

static void vfio_vm_close(struct vm_area_struct *vma)
{
	(void)vma;
	mutex_lock(&vfio_vma_lock);
	if (vfio_vma_list.charged)
		uncharge(&vfio_vma_list, 1);
	mutex_unlock(&vfio_vma_lock);
}

static const struct vm_operations_struct vfio_vm_ops = {
	.close = vfio_vm_close,
	.fault = vfio_pci_mmap_fault,
};

static const struct vm_operations_struct vfio_088_vm_ops = {
	.close = vfio_vm_close,
	.fault = vfio_088_mmap_fault,
};

static int vfio_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma->vm_flags |= VM_REMAP_FLAGS;
	vma->vm_ops = &vfio_vm_ops;
	return 0;
}

DRIVER(vfio, .mmap = vfio_mmap);

static int vfio_088_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = vfio_mmap(file, vma);

	vma->vm_ops = &vfio_088_vm_ops;
	return err;
}

DRIVER(vfio_088, .mmap = vfio_088_mmap);

INVARIANT(vfio_listed_once, EVERY_STEP,
	  "a mapping is on the list of its device once")
{
	return vfio_vma_list.charged <= 1;
}
