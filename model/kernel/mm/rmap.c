/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The way from a file to its mappings, and who may map it writable.
 *
 * Models mapping_map_writable() and its kin of include/linux/fs.h, and
 * vma_link_file(), unlink_file_vma_batch_add() and __remove_shared_vm_struct() of
 * mm/vma.c, the same in Linux 6.11 to 7.3.
 */
#include <mmapck/kernel.h>

#define i_mmap_lock_write(mapping)	down_write(&(mapping)->i_mmap_rwsem)
#define i_mmap_unlock_write(mapping)	up_write(&(mapping)->i_mmap_rwsem)

/* A pin against sealing, or -EPERM where it is sealed. */
static __atomic_step int mapping_map_writable(struct address_space *mapping)
{
	int err = fault("mapping_map_writable", -EPERM, FAULT_POLICY);

	if (err)
		return err;
	if (mapping->i_mmap_writable < 0)
		return -EPERM;
	mapping->i_mmap_writable++;
	return 0;
}

static __atomic_step void mapping_unmap_writable(struct address_space *mapping)
{
	mapping->i_mmap_writable--;
}

/* One more writable mapping of a file that is pinned. */
static __atomic_step void mapping_allow_writable(struct address_space *mapping)
{
	mapping->i_mmap_writable++;
}

/* Seals it, or -EBUSY while it is mapped writable or pinned. */
static __atomic_step int mapping_deny_writable(struct address_space *mapping)
{
	if (mapping->i_mmap_writable > 0)
		return -EBUSY;
	mapping->i_mmap_writable--;
	return 0;
}

static __atomic_step void vma_interval_tree_insert(struct vm_area_struct *vma)
{
	trace_vma(vma);
	vma->linked = true;
}

static __atomic_step void vma_interval_tree_remove(struct vm_area_struct *vma)
{
	trace_vma(vma);
	vma->linked = false;
}

/* Caller holds i_mmap_rwsem for writing. */
static __atomic_step void __vma_link_file(struct vm_area_struct *vma, struct address_space *mapping)
{
	lockdep_assert_held_write(&mapping->i_mmap_rwsem);
	if (is_shared_maywrite(vma->vm_flags))
		mapping_allow_writable(mapping);
	vma_interval_tree_insert(vma);
}

/* Caller holds i_mmap_rwsem for writing. */
static __atomic_step void __remove_shared_vm_struct(struct vm_area_struct *vma, struct address_space *mapping)
{
	lockdep_assert_held_write(&mapping->i_mmap_rwsem);
	check(vma->vm_file->f_mapping == mapping, "unlinked-from-another",
	      "a VMA is unlinked from the file that it maps");
	if (is_shared_maywrite(vma->vm_flags))
		mapping_unmap_writable(mapping);
	vma_interval_tree_remove(vma);
}

/* With hold, the lock stays held: the VMA is hidden from those who walk the
 * file's mappings until the caller releases it. */
static void vma_link_file(struct vm_area_struct *vma, bool hold)
{
	struct address_space *mapping;

	if (!vma->vm_file) {
		check(!hold, "hidden-without-file", "only a mapping of a file can be hidden from its file");
		return;
	}
	mapping = vma->vm_file->f_mapping;
	i_mmap_lock_write(mapping);
	__vma_link_file(vma, mapping);
	if (!hold)
		i_mmap_unlock_write(mapping);
}

/* VMAs of one file that are unlinked under one hold of its lock. */
struct unlink_vma_file_batch {
	u8 count range(0, MMAPCK_NR_VMAS);
	struct vm_area_struct *vmas[MMAPCK_NR_VMAS];
};

static void unlink_file_vma_batch_process(struct unlink_vma_file_batch *vb)
{
	struct address_space *mapping;

	if (!vb->count)
		return;
	mapping = vb->vmas[0]->vm_file->f_mapping;
	i_mmap_lock_write(mapping);
	for (int i = 0; i < vb->count; i++)
		__remove_shared_vm_struct(vb->vmas[i], mapping);
	i_mmap_unlock_write(mapping);
	vb->count = 0;
}

static void unlink_file_vma_batch_add(struct unlink_vma_file_batch *vb, struct vm_area_struct *vma)
{
	if (!vma->vm_file)
		return;
	if (vb->count && vb->vmas[0]->vm_file != vma->vm_file)
		unlink_file_vma_batch_process(vb);
	vb->vmas[vb->count] = vma;
	vb->count++;
}
