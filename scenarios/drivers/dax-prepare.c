/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seal-v6 moved to the hooks that have replaced .mmap, in the ways that a
 * porter would try: the seal is taken in .mmap_prepare, as it was in .mmap.
 *
 *	dax_abort	given back in .mmap_abort
 *	dax_no_abort	not given back: "close() will do it"
 */
#include <mmapck/driver.h>
#include <mmapck/seal.h>

static int dax_prepare_mmap_prepare(struct vm_area_desc *desc)
{
	if (!map_direct_wanted()) {
		desc->vm_ops = &xfs_file_vm_ops;
		return 0;
	}
	desc->vm_ops = &xfs_direct_vm_ops;
	desc->mmap_context = 1;
	xfs_map_direct_get(file_inode(desc->file));
	map_direct_sealed(desc->start, desc->end);
	return 0;
}

static int dax_prepare_mmap_complete(struct file *file, struct vm_area_struct *vma, int direct)
{
	(void)file;
	(void)vma;
	(void)direct;
	return 0;
}

static void dax_prepare_mmap_abort(struct file *file, int vm_private_data, int direct)
{
	(void)vm_private_data;
	if (!direct)
		return;
	xfs_map_direct_put(file_inode(file));
	map_direct_undone();
}

DRIVER(dax_abort, .open = xfs_file_open,
       .mmap_prepare = dax_prepare_mmap_prepare,
       .mmap_complete = dax_prepare_mmap_complete,
       .mmap_abort = dax_prepare_mmap_abort);

DRIVER(dax_no_abort, .open = xfs_file_open, .mmap_prepare = dax_prepare_mmap_prepare);
