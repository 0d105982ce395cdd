/* SPDX-License-Identifier: Apache-2.0 */
/*
 * System calls as user space makes them: in bytes, at the full width of 64 bits.
 * What passes goes on in pages, through what the calls in pages use.
 *
 * Models the checks of ksys_mmap_pgoff(), do_mmap(), __get_unmapped_area(),
 * do_vmi_munmap() and do_mprotect_pkey() of mm/mmap.c, mm/vma.c and mm/mprotect.c,
 * Linux 6.11 to 7.3, in the kernel's order. TASK_SIZE is MMAPCK_NR_PAGES pages,
 * mmap_min_addr is 0, no bits of an address are a tag. PROT_GROWSDOWN and
 * PROT_GROWSUP are left out.
 */
#include <mmapck/kernel.h>

#define PAGE_SHIFT		12
#define PAGE_SIZE		(1ul << PAGE_SHIFT)
#define PAGE_MASK		(~(PAGE_SIZE - 1))
#define PAGE_ALIGN(addr)	(((addr) + PAGE_SIZE - 1) & PAGE_MASK)
#define offset_in_page(addr)	((addr) & ~PAGE_MASK)
#define TASK_SIZE		((u64)MMAPCK_NR_PAGES << PAGE_SHIFT)

/* What no kernel knows: stands for all flags above the 32nd. */
#define MAP_UNKNOWN		0x80000000u
#define PROT_SEM		0x8u

/* What do_mmap() asks of its arguments alone. */
static __pure int do_mmap_sizes(u64 len, u64 pgoff)
{
	if (!len)
		return -EINVAL;
	if (!PAGE_ALIGN(len))
		return -ENOMEM;
	return pgoff + (PAGE_ALIGN(len) >> PAGE_SHIFT) < pgoff ? -EOVERFLOW : 0;
}

/* What __get_unmapped_area() asks of them; without MAP_FIXED, the address is a hint. */
static __pure int get_unmapped_area_args(u64 addr, u64 len, u64 flags)
{
	if (PAGE_ALIGN(len) > TASK_SIZE)
		return -ENOMEM;
	if (!is_map_fixed(flags))
		return 0;
	if (addr > TASK_SIZE - PAGE_ALIGN(len))
		return -ENOMEM;
	return offset_in_page(addr) ? -EINVAL : 0;
}

/* The same offset, or one that is beyond the end of every file, too. */
static __pure long file_pgoff(long pages, u64 pgoff)
{
	long most = min_end(MMAPCK_NR_FILE_PAGES, MAX_PGOFF - pages);

	return pgoff > (u64)most ? most : (long)pgoff;
}

static long do_mmap_bytes(struct file *file, u64 addr, u64 len, u64 prot, u64 flags, u64 pgoff)
{
	const struct mm_struct *mm = current_mm;
	unsigned known = (unsigned)flags | (flags >> 32 ? MAP_UNKNOWN : 0);
	long pages = PAGE_ALIGN(len) >> PAGE_SHIFT;
	long ret;

	ret = do_mmap_sizes(len, pgoff);
	if (ret)
		return ret;
	if (mm->map_count > MMAPCK_MAX_MAP_COUNT)
		return -ENOMEM;
	ret = get_unmapped_area_args(addr, len, flags);
	if (ret)
		return ret;
	ret = do_mmap(file, addr >> PAGE_SHIFT, pages, prot, known, file_pgoff(pages, pgoff));
	return ret < 0 ? ret : ret << PAGE_SHIFT;
}

static long ksys_mmap_pgoff(u64 addr, u64 len, u64 prot, u64 flags, int fd, u64 pgoff)
{
	struct mm_struct *mm = current_mm;
	struct file *file = NULL;
	long ret;

	if (!(flags & MAP_ANONYMOUS)) {
		file = fget(fd);
		if (!file)
			return -EBADF;
	}
	ret = security_mmap_file();
	if (ret)
		goto out;
	ret = down_write_killable(&mm->mmap_lock);
	if (ret)
		goto out;
	witness_mmap_begin(mm, true);
	ret = do_mmap_bytes(file, addr, len, prot, flags, pgoff);
	witness_mmap_end(mm, ret);
	userfaultfd_unmap_complete(mm, ret);
	up_write(&mm->mmap_lock);
out:
	if (file)
		fput(file, REF_SYSCALL);
	return ret;
}

__syscall static long sys_mmap(u64 addr, u64 len, u64 prot, u64 flags, int fd, u64 off)
{
	if (offset_in_page(off))
		return -EINVAL;
	return ksys_mmap_pgoff(addr, len, prot, flags, fd, off >> PAGE_SHIFT);
}

__syscall static long sys_mmap_pgoff(u64 addr, u64 len, u64 prot, u64 flags, int fd, u64 pgoff)
{
	return ksys_mmap_pgoff(addr, len, prot, flags, fd, pgoff);
}

static __pure int do_vmi_munmap_args(u64 start, u64 len)
{
	if (offset_in_page(start) || start > TASK_SIZE || len > TASK_SIZE - start)
		return -EINVAL;
	return PAGE_ALIGN(len) ? 0 : -EINVAL;
}

__syscall static long sys_munmap(u64 addr, u64 len)
{
	struct mm_struct *mm = current_mm;
	int err;

	err = down_write_killable(&mm->mmap_lock);
	if (err)
		return err;
	err = do_vmi_munmap_args(addr, len);
	if (!err)
		err = do_vmi_munmap(mm, addr >> PAGE_SHIFT, PAGE_ALIGN(len) >> PAGE_SHIFT, true, true);
	userfaultfd_unmap_complete(mm, err);
	if (err)
		up_write(&mm->mmap_lock);
	return err;
}

/* 1: there is something to do. */
static __pure int do_mprotect_args(u64 start, u64 len, u64 prot)
{
	if (offset_in_page(start))
		return -EINVAL;
	if (!len)
		return 0;
	if (start + PAGE_ALIGN(len) <= start)
		return -ENOMEM;
	return prot & ~(u64)(PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM) ? -EINVAL : 1;
}

/* What is mapped before the end of the address space changes, whatever comes after it. */
static long do_mprotect_bytes(struct mm_struct *mm, u64 start, u64 end, unsigned prot)
{
	long err;

	if (start >= TASK_SIZE)
		return -ENOMEM;
	if (end <= TASK_SIZE)
		return do_mprotect(mm, start >> PAGE_SHIFT, end >> PAGE_SHIFT, prot);
	err = do_mprotect(mm, start >> PAGE_SHIFT, MMAPCK_NR_PAGES, prot);
	return err ? err : -ENOMEM;
}

__syscall static long sys_mprotect(u64 start, u64 len, u64 prot)
{
	struct mm_struct *mm = current_mm;
	long err = do_mprotect_args(start, len, prot);

	if (err <= 0)
		return err;
	err = down_write_killable(&mm->mmap_lock);
	if (err)
		return err;
	err = do_mprotect_bytes(mm, start, start + PAGE_ALIGN(len), prot);
	up_write(&mm->mmap_lock);
	return err;
}
