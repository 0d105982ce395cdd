/* SPDX-License-Identifier: Apache-2.0 */
/*
 * buffer: pages of a device that are mapped by their frames, and freed by the
 * driver. No page table entry may outlive them.
 *
 *	buffer_043	a failing mmap frees them before the core has zapped what was
 *			mapped (usbfs, vgem; before 79a61cc3fc04)
 *	buffer_069	they are replaced while mapped (udlfb, before 8de779dc40d3)
 *	buffer		neither: mappings are counted, a busy buffer is not replaced
 */
#include <mmapck/driver.h>

static bool buffer_freed;
static struct account buffer_mmaps;

static void buffer_vm_open(struct vm_area_struct *vma)
{
	(void)vma;
	charge(&buffer_mmaps, 1);
}

static void buffer_vm_close(struct vm_area_struct *vma)
{
	(void)vma;
	uncharge(&buffer_mmaps, 1);
}

static const struct vm_operations_struct buffer_vmops = {
	.open = buffer_vm_open,
	.close = buffer_vm_close,
};

static int buffer_map_pages(struct vm_area_struct *vma)
{
	int err;

	vma->vm_flags |= VM_MIXEDMAP | VM_DONTEXPAND;
	for (int addr = vma->vm_start; addr < vma->vm_end; addr++) {
		err = vm_insert_page(vma, addr, addr + 1);
		if (err)
			return err;
	}
	return 0;
}

static int buffer_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err;

	(void)file;
	if (buffer_freed)
		return -ENODEV;
	err = buffer_map_pages(vma);
	if (err)
		return err;
	vma->vm_ops = &buffer_vmops;
	buffer_vm_open(vma);
	return 0;
}

DRIVER(buffer, .mmap = buffer_mmap);

static int buffer_043_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = buffer_map_pages(vma);

	(void)file;
	if (err)
		buffer_freed = true;
	return err;
}

DRIVER(buffer_043, .mmap = buffer_043_mmap);

static int buffer_069_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	return buffer_freed ? -ENODEV : buffer_map_pages(vma);
}

DRIVER(buffer_069, .mmap = buffer_069_mmap);

/* A change of mode: other pages take the place of these. */
__syscall static long buffer_realloc(void)
{
	if (buffer_mmaps.charged)
		return -EBUSY;
	buffer_freed = true;
	return 0;
}

INVARIANT(buffer_not_freed_while_mapped, EVERY_STEP,
	  "no page of the buffer is present after it was freed")
{
	if (!buffer_freed)
		return true;
	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (mms[0].pte[i])
			return false;
	return true;
}
