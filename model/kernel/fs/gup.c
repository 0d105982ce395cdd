/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pins: what get_user_pages() gives to a driver stays in use after munmap().
 *
 * Models pin_user_pages() and check_vma_flags() of mm/gup.c, Linux 6.12, for one
 * page. The fast path without mmap_lock is left out.
 */
#include <mmapck/seal.h>

/* What a task has pinned: the page of a file, and the block that it was then. */
struct pin {
	struct inode *inode;	/* NULL: nothing */
	u8 page range(0, MMAPCK_NR_FILE_PAGES);
	u8 block range(0, MMAPCK_NR_BLOCKS);
	bool write;		/* the device writes: the block has to stay the page's */
	bool longterm;		/* nobody knows for how long */
};

static struct pin pins[MMAPCK_TASKS + 1];

static __pure bool block_is_pinned(int block)
{
	for (int task = 1; task <= MMAPCK_TASKS; task++)
		if (block && pins[task].block == block)
			return true;
	return false;
}

/* Pins what the page table says. Whether it says anything. */
static __atomic_step bool follow_page_pte(const struct vm_area_struct *vma, int addr, unsigned gup_flags)
{
	struct pin *pin = &pins[__mmapck_task()];
	bool write = gup_flags & FOLL_WRITE;

	if (!pte_allows(vma->vm_mm, addr, write))
		return false;
	if (vma->vm_mm->pte[addr] != ZERO_PFN) {
		pin->inode = file_inode(vma->vm_file);
		pin->page = vma->vm_pgoff + addr - vma->vm_start;
		pin->block = vma->vm_mm->pte[addr];
		pin->write = write;
		pin->longterm = gup_flags & FOLL_LONGTERM;
	}
	return true;
}

static __pure bool vma_is_fsdax(const struct vm_area_struct *vma)
{
	return vma->vm_file && XFS_I(file_inode(vma->vm_file))->i_isdax;
}

/* Caller holds mmap_lock. */
static int __get_user_pages(long addr, unsigned gup_flags)
{
	bool write = gup_flags & FOLL_WRITE;
	struct vm_area_struct *vma = find_vma(current_mm, addr);

	if (access_error(vma, addr, write))
		return -EFAULT;
	if (!vma_is_fsdax(vma))
		return -EFAULT;
	/* nobody could ever truncate the file again */
	if (gup_flags & FOLL_LONGTERM)
		return -EOPNOTSUPP;
	while (!follow_page_pte(vma, addr, gup_flags))
		if (handle_mm_fault(vma, addr, write) & (VM_FAULT_OOM | VM_FAULT_SIGBUS))
			return -EFAULT;
	return 0;
}

__syscall static long pin_user_pages(long addr, unsigned gup_flags)
{
	int err;

	down_read(&current_mm->mmap_lock);
	err = __get_user_pages(addr, gup_flags);
	up_read(&current_mm->mmap_lock);
	return err;
}

static __atomic_step __notrace void unpin_user_page(struct pin *pin)
{
	pin->inode = NULL;
	pin->page = 0;
	pin->block = 0;
	pin->write = false;
	pin->longterm = false;
}

__syscall static long unpin_user_pages(void)
{
	unpin_user_page(&pins[__mmapck_task()]);
	return 0;
}
