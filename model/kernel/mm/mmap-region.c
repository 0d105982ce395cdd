/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of mmap_region() that the generations from Linux 6.12 on share: its
 * state, what comes before a driver is asked, and the new VMA.
 *
 * Models __mmap_prepare(), __mmap_new_vma(), __mmap_new_file_vma() and
 * __mmap_complete() of mm/vma.c.
 */
#include <mmapck/kernel.h>

struct mmap_state {
	struct mm_struct *mm;
	struct file *file;	/* a prepare hook may replace it */
	u8 addr range(0, MMAPCK_NR_PAGES);
	u8 end range(0, MMAPCK_NR_PAGES);
	u8 pglen range(0, MMAPCK_NR_PAGES);
	u8 pgoff range(0, MAX_PGOFF);
	enum vma_flags vm_flags : VM_FLAGS_BITS;
	u8 charged range(0, MMAPCK_NR_PAGES);
	u8 inherited range(0, MMAPCK_NR_PAGES);	/* charged before, by what is overlaid */
	/* what a prepare hook sets */
	const struct vm_operations_struct *vm_ops;
	bool page_prot;
	u8 vm_private_data range(0, 7);
	u8 mmap_context range(0, 7);
	u8 prepare_locks range(0, 15);	/* held before prepare: rfc-2025-09 and ref */
	bool file_doesnt_need_get;	/* prepare handed over its reference */
	bool hold_file_rmap_lock;	/* hide_from_rmap_until_complete */
	struct vm_area_struct *vma;	/* what __mmap_new_vma() has made */
	bool iter_at_prev;		/* a merge failed and left the iterator there */
	/* what the new mapping overlays */
	struct vma_munmap_struct vms;
};

static __atomic_step void init_mmap_state(struct mmap_state *map, struct mm_struct *mm, struct file *file,
					  int addr, int len, unsigned vm_flags, int pgoff)
{
	map->mm = mm;
	map->file = file;
	map->addr = addr;
	map->end = addr + len;
	map->pglen = len;
	map->pgoff = pgoff;
	map->vm_flags = vm_flags;
	map->charged = 0;
	map->inherited = 0;
	map->vm_ops = NULL;
	map->page_prot = true;
	map->vm_private_data = 0;
	map->mmap_context = 0;
	map->prepare_locks = 0;
	map->file_doesnt_need_get = false;
	map->hold_file_rmap_lock = false;
	map->vma = NULL;
	map->iter_at_prev = false;
	init_vma_munmap(&map->vms, mm, addr, addr + len, false);
}

/* Gathers what is in the way. */
static int mmap_gather(struct mmap_state *map)
{
	int err;

	if (!find_vma_intersection(map->mm, map->addr, map->end))
		return 0;
	err = vms_gather_munmap_vmas(&map->vms);
	return err ? witness_gather_failed(err) : 0;
}

/*
 * Checks the limits and charges. The pages of old mappings that are charged
 * already are inherited: only the rest is charged, and the end of the old
 * mappings uncharges nothing.
 */
static int mmap_charge(struct mmap_state *map)
{
	struct vma_munmap_struct *vms = &map->vms;
	int err;

	if (!may_expand_vm(map->mm, map->vm_flags, map->pglen - vms->nr_pages))
		return -ENOMEM;
	if (accountable_mapping(map->vm_flags)) {
		map->charged = map->pglen - vms->nr_accounted;
		if (map->charged) {
			err = security_vm_enough_memory_mm(map->charged);
			if (err)
				return err;
		}
		map->inherited = vms->nr_accounted;
		vms->nr_accounted = 0;
		map->vm_flags |= VM_ACCOUNT;
	}
	return 0;
}

static int __mmap_setup(struct mmap_state *map)
{
	int err = mmap_gather(map);

	return err ? err : mmap_charge(map);
}

/* The neighbour that took the new range, or NULL. */
static struct vm_area_struct *mmap_merge(struct mmap_state *map)
{
	struct vma_merge_struct vmg;
	struct vm_area_struct *vma;

	init_vma_merge(&vmg, map->mm, map->addr, map->end, map->pgoff, map->vm_flags, map->file);
	vma = vma_merge_new_range(&vmg);
	map->iter_at_prev = vmg.iter_at_prev;
	return vma;
}

static __atomic_step void __mas_set_range(const struct mmap_state *map)
{
	check(!map->iter_at_prev, "warn", "the iterator stands at the range that it is set to, or nowhere");
}

/* The iterator goes to the range of the new VMA. */
static void vma_iter_config(const struct mmap_state *map)
{
	__mas_set_range(map);
}

static __atomic_step void vma_set_range(struct vm_area_struct *vma, const struct mmap_state *map)
{
	vma->vm_start = map->addr;
	vma->vm_end = map->end;
	vma->vm_pgoff = map->pgoff;
	vma->vm_flags = map->vm_flags;
	vma->vm_page_prot = map->page_prot;
}

/* The VMA's reference to its file and, for a driver without prepare, its hook. */
static int __mmap_new_file_vma(struct mmap_state *map, struct vm_area_struct *vma)
{
	int err;

	if (map->file_doesnt_need_get)
		refcount_move(&map->file->f_count, REF_DRIVER, REF_VMA);
	else
		get_file(map->file, REF_VMA);
	vma->vm_file = map->file;
	if (!map->file->f_op->mmap)
		return 0;

	err = mmap_file(map->file, vma);
	if (err) {
		fput(vma->vm_file, REF_VMA);
		vma->vm_file = NULL;
		/* whatever the hook has mapped before it failed */
		unmap_region(vma);
		return err;
	}
	check(vma->vm_start == map->addr, "hook-moved-vma", "a mmap hook does not move the VMA");
	check(!(vma->vm_flags & ~map->vm_flags & VM_MAYWRITE), "hook-adds-maywrite",
	      "a mmap hook does not make a mapping writable");
	map->vm_flags = vma->vm_flags;
	return 0;
}

/* What is behind the VMA: a file, shared memory or nothing. */
static int mmap_new_vma_backing(struct mmap_state *map, struct vm_area_struct *vma)
{
	if (map->file)
		return __mmap_new_file_vma(map, vma);
	if (map->vm_flags & VM_SHARED)
		return shmem_zero_setup(vma);
	vma_set_anonymous(vma);
	return 0;
}

/* Into the tree and the file's mappings: from here on all can see it. */
static void mmap_insert_vma(struct mmap_state *map, struct vm_area_struct *vma)
{
	vma_start_write(vma);
	vma_iter_store_new(map->mm, vma);
	witness_mmap_made(vma);
	map->mm->map_count++;
	vma_link_file(vma, map->hold_file_rmap_lock);
}

/* A VMA of its own for the range, in map->vma: 0, or -errno and nothing. */
static int __mmap_new_vma(struct mmap_state *map)
{
	struct vm_area_struct *vma;
	int err;

	vma = vm_area_alloc(map->mm);
	if (!vma)
		return -ENOMEM;
	vma_set_range(vma, map);
	vma_iter_config(map);
	err = vma_iter_prealloc();
	if (err)
		goto free_vma;
	/* for generations that have not cleaned up yet */
	vms_clear_ptes(&map->vms);
	err = mmap_new_vma_backing(map, vma);
	if (err)
		goto free_iter_vma;
	mmap_insert_vma(map, vma);
	map->vma = vma;
	return 0;

free_iter_vma:
	vma_iter_free();
free_vma:
	vm_area_free(vma);
	return err;
}

static __atomic_step void perf_event_mmap(struct vm_area_struct *vma)
{
	trace_vma(vma);
}

static __atomic_step __notrace void mmap_account(const struct mmap_state *map, struct vm_area_struct *vma)
{
	vm_stat_account(map->mm, map->vm_flags, map->pglen);
	vma_set_page_prot(vma);
}

/* The old mappings end, the new one is counted. Special mappings are never
 * locked, whatever was asked for. */
static void __mmap_epilogue(struct mmap_state *map, struct vm_area_struct *vma)
{
	perf_event_mmap(vma);
	vms_complete_munmap_vmas(&map->vms);
	if ((map->vm_flags & VM_LOCKED) && (map->vm_flags & VM_SPECIAL)) {
		map->vm_flags &= ~VM_LOCKED;
		if (VM_FLAGS_SET_AT_END)
			vma_start_write(vma);
		vma->vm_flags &= ~VM_LOCKED;
	}
	mmap_account(map, vma);
	if (VM_FLAGS_SET_AT_END)
		vma_start_write(vma);
}

/* A prepare hook of a driver that has nothing to say afterwards. */
static int vfs_mmap_prepare(struct file *file, struct vm_area_desc *desc)
{
	int locks = mmap_hook_begin(desc->mm);
	int err;

	err = file->f_op->mmap_prepare(desc);
	check_locks_kept(locks);
	return err;
}

/* What a prepare hook is told of the range. */
static __atomic_step void init_vma_desc(struct vm_area_desc *desc, const struct mmap_state *map)
{
	desc->mm = map->mm;
	desc->file = map->file;
	desc->start = map->addr;
	desc->end = map->end;
	desc->pgoff = map->pgoff;
	desc->vm_file = map->file;
	desc->vm_flags = map->vm_flags;
	desc->page_prot = DESC_HAS_PAGE_PROT;
}

/* What a prepare hook has changed. */
static __atomic_step void update_mmap_state(struct mmap_state *map, const struct vm_area_desc *desc)
{
	map->pgoff = desc->pgoff;
	map->file = desc->vm_file;
	map->vm_flags = desc->vm_flags;
	map->page_prot = desc->page_prot;
	map->vm_ops = desc->vm_ops;
	map->vm_private_data = desc->private_data;
	map->mmap_context = desc->mmap_context;
}

/* Whether a prepare hook may keep a lock until its other hooks run. */
static __pure bool prepare_keeps_locks(const struct file *file)
{
	return file->f_op->mmap_complete && file->f_op->mmap_abort;
}

/* The same for a driver whose complete and abort hooks may release what prepare
 * has locked. */
static int vfs_mmap_prepare_locked(struct mmap_state *map, struct file *file, struct vm_area_desc *desc)
{
	int err;

	map->prepare_locks = mmap_hook_begin(desc->mm);
	err = file->f_op->mmap_prepare(desc);
	if (err || !prepare_keeps_locks(file))
		check_locks_kept(map->prepare_locks);
	return err;
}
