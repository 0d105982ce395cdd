/* SPDX-License-Identifier: Apache-2.0 */
/*
 * flags: .mmap that counts and changes the flags of its VMA, so that two
 * mappings are found to fit only after the hook. Models drivers that set
 * VM_DONTDUMP or VM_NOHUGEPAGE in .mmap and count in open and close.
 */
#include <mmapck/driver.h>

static struct account flags_mmaps;

static void flags_vm_open(struct vm_area_struct *vma)
{
	(void)vma;
	charge(&flags_mmaps, 1);
}

static void flags_vm_close(struct vm_area_struct *vma)
{
	(void)vma;
	uncharge(&flags_mmaps, 1);
}

static const struct vm_operations_struct flags_vm_ops = {
	.open = flags_vm_open,
	.close = flags_vm_close,
	.fault = generic_file_fault,
};

static int flags_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma->vm_ops = &flags_vm_ops;
	vma->vm_flags |= VM_NOHUGEPAGE;
	flags_vm_open(vma);
	return 0;
}

DRIVER(flags, .mmap = flags_mmap);

static __pure int flags_vmas(void)
{
	int count = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_file && vma_at(i)->vm_file->f_op->mmap == flags_mmap)
			count++;
	return count;
}

INVARIANT(flags_counts_mappings, AT_QUIESCENCE,
	  "the driver flags counts each of its mappings once")
{
	return flags_mmaps.charged == flags_vmas();
}
