/* SPDX-License-Identifier: Apache-2.0 */
/*
 * resv_map: a private mapping of huge pages has a map of its reservations, which
 * close frees. Models hugetlb_reserve_pages() of mm/hugetlb.c.
 *
 *	resv_044	the map stays where the pages cannot be had (before c50ac050811d)
 *	resv_map	freed by the hook that fails
 */
#include <mmapck/driver.h>

static struct account resv_maps;

static void hugetlb_vm_op_close(struct vm_area_struct *vma)
{
	(void)vma;
	uncharge(&resv_maps, 1);
}

static int hugetlb_vm_op_split(struct vm_area_struct *vma, int addr)
{
	(void)vma;
	(void)addr;
	return -EINVAL;
}

static const struct vm_operations_struct resv_vm_ops = {
	.close = hugetlb_vm_op_close,
	.may_split = hugetlb_vm_op_split,
	.fault = generic_file_fault,
};

static int resv_044_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma->vm_flags |= VM_DONTEXPAND;
	vma->vm_ops = &resv_vm_ops;
	charge(&resv_maps, 1);
	return fault("hugetlb_acct_memory", -ENOMEM, FAULT_LIMIT);
}

DRIVER(resv_044, .mmap = resv_044_mmap);

static int resv_map_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = resv_044_mmap(file, vma);

	if (err)
		uncharge(&resv_maps, 1);
	return err;
}

DRIVER(resv_map, .mmap = resv_map_mmap);

INVARIANT(resv_map_freed, AT_END,
	  "every map of reservations is freed when its mapping is gone")
{
	return resv_maps.charged == 0;
}
