/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A lock of its own for each VMA, which open allocates, and a walk over a file's
 * mappings that takes it. Models the vma_lock of mm/hugetlb.c and the walk of a hole
 * punch in fs/hugetlbfs/inode.c. What differs is the kernel (before 35e351780fa9) or:
 *
 *	vma_lock_046	a move clears the pointer after open has set it (before
 *			612b8a317023)
 *	vma_lock	a move clears what is not the VMA's own alone
 */
#include <mmapck/driver.h>

/* Locks, by number; 0: none. */
struct vma_lock {
	struct mutex lock;
	struct vm_area_struct *vma;
};

POOL(struct vma_lock, hugetlb_vma_lock, 3);

static __pure int vma_lock_number(const struct vma_lock *lock)
{
	for (int i = 0; i < hugetlb_vma_lock_size; i++)
		if (hugetlb_vma_lock_at(i) == lock)
			return i + 1;
	return 0;
}

/* The lock of a VMA, or NULL. */
static __pure struct vma_lock *vma_lock_of(const struct vm_area_struct *vma)
{
	return vma->vm_private_data ? hugetlb_vma_lock_at(vma->vm_private_data - 1) : NULL;
}

static void vma_lock_assign(struct vm_area_struct *vma)
{
	struct vma_lock *lock = hugetlb_vma_lock_alloc();

	lock->vma = vma;
	vma->vm_private_data = vma_lock_number(lock);
}

/* hugetlb_dup_vma_private(), then the open hook: a copy has a lock of its own. */
static void vma_lock_open(struct vm_area_struct *vma)
{
	vma->vm_private_data = 0;
	vma_lock_assign(vma);
}

static void vma_lock_close(struct vm_area_struct *vma)
{
	if (vma->vm_private_data)
		hugetlb_vma_lock_free(vma_lock_of(vma));
}

/* clear_vma_resv_huge_pages() */
static int vma_lock_mremap_046(struct vm_area_struct *vma)
{
	vma->vm_private_data = 0;
	return 0;
}

static int vma_lock_mremap(struct vm_area_struct *vma)
{
	if (vma_lock_of(vma)->vma != vma)
		vma->vm_private_data = 0;
	return 0;
}

static const struct vm_operations_struct vma_lock_046_vm_ops = {
	.open = vma_lock_open,
	.close = vma_lock_close,
	.mremap = vma_lock_mremap_046,
};

static const struct vm_operations_struct vma_lock_vm_ops = {
	.open = vma_lock_open,
	.close = vma_lock_close,
	.mremap = vma_lock_mremap,
};

static int vma_lock_046_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma_lock_assign(vma);
	vma->vm_ops = &vma_lock_046_vm_ops;
	return 0;
}

static int vma_lock_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	vma_lock_assign(vma);
	vma->vm_ops = &vma_lock_vm_ops;
	return 0;
}

DRIVER(vma_lock_046, .mmap = vma_lock_046_mmap);
DRIVER(vma_lock, .mmap = vma_lock_mmap);

/* hugetlb_vmdelete_list(): the lock that the VMA has got, if it has got one and
 * nobody holds it. */
static void vma_lock_unmap(struct vm_area_struct *vma)
{
	if (vma_lock_of(vma) && !mutex_trylock(&vma_lock_of(vma)->lock))
		return;
	unmap_vmas(vma->vm_mm, vma->vm_start, vma->vm_end);
	if (vma_lock_of(vma))
		mutex_unlock(&vma_lock_of(vma)->lock);
}

__syscall static long hugetlbfs_punch_hole(int fd)
{
	struct address_space *mapping = files[fd].f_mapping;

	i_mmap_lock_write(mapping);
	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_file == &files[fd] && vma_at(i)->linked)
			vma_lock_unmap(vma_at(i));
	i_mmap_unlock_write(mapping);
	return 0;
}

static __pure int count_vma_locks(void)
{
	int count = 0;

	for (int i = 0; i < hugetlb_vma_lock_size; i++)
		if (hugetlb_vma_lock_at(i))
			count++;
	return count;
}

static __pure int count_locked_vmas(void)
{
	int count = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_private_data)
			count++;
	return count;
}

INVARIANT(vma_lock_has_one_vma, AT_QUIESCENCE,
	  "each VMA has a lock of its own, and each lock a VMA")
{
	return count_vma_locks() == count_locked_vmas();
}
