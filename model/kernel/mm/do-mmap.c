/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The system call mmap(), down to mmap_region(), which each generation defines.
 *
 * Models ksys_mmap_pgoff(), vm_mmap_pgoff(), do_mmap() and
 * __get_unmapped_area() of mm/mmap.c and mm/util.c, Linux 6.11 to 7.3; the
 * errors come in the kernel's order. Left out: huge pages, protection keys,
 * append-only and noexec files, MAP_DROPPABLE, userfaultfd.
 */
#include <mmapck/kernel.h>

/* Caller holds the mmap lock for writing; the address, or -errno. */
static long mmap_region(struct file *file, int addr, int len, unsigned vm_flags, int pgoff);

#define is_map_fixed(flags) ((flags) & (MAP_FIXED | MAP_FIXED_NOREPLACE))

static __pure int do_mmap_args(const struct mm_struct *mm, long len, long pgoff)
{
	if (len <= 0)
		return -EINVAL;
	if (pgoff < 0 || pgoff + len > MAX_PGOFF)
		return -EOVERFLOW;
	if (mm->map_count > MMAPCK_MAX_MAP_COUNT)
		return -ENOMEM;
	return 0;
}

/* Where a mapping goes: its address, or -ENOMEM. */
static __pure long get_unmapped_area(const struct mm_struct *mm, long addr, long len, unsigned flags)
{
	if (len > MMAPCK_NR_PAGES)
		return -ENOMEM;
	if (addr < 0 || addr > MMAPCK_NR_PAGES - len)
		return is_map_fixed(flags) ? -ENOMEM : vm_unmapped_area(mm, len);
	if (is_map_fixed(flags) || !find_vma_intersection(mm, addr, addr + len))
		return addr;
	return vm_unmapped_area(mm, len);
}

static long __get_unmapped_area(const struct mm_struct *mm, long addr, long len, unsigned flags)
{
	int err;

	addr = get_unmapped_area(mm, addr, len, flags);
	if (addr < 0)
		return addr;
	err = fault("security_mmap_addr", -EPERM, FAULT_POLICY);
	return err ? err : addr;
}

static __pure unsigned calc_vm_flags(const struct file *file, unsigned prot, unsigned flags)
{
	unsigned vm_flags = VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC;

	vm_flags |= prot & PROT_READ ? VM_READ : 0;
	vm_flags |= prot & PROT_WRITE ? VM_WRITE : 0;
	vm_flags |= prot & PROT_EXEC ? VM_EXEC : 0;
	vm_flags |= flags & MAP_LOCKED ? VM_LOCKED : 0;
	vm_flags |= flags & MAP_NORESERVE ? VM_NORESERVE : 0;
	if ((flags & MAP_TYPE) == MAP_PRIVATE)
		return vm_flags;
	if (file && !(file->f_mode & FMODE_WRITE))
		return (vm_flags & ~VM_MAYWRITE) | VM_MAYSHARE;
	return vm_flags | VM_SHARED | VM_MAYSHARE;
}

/* v6.11 and v6.12 do not know mmap_prepare; rfc-2025-04 calls both. */
#ifdef MMAPCK_NO_MMAP_PREPARE
static __pure bool can_mmap_file(const struct file *file)
{
	return file->f_op->mmap != NULL;
}
#elif defined(MMAPCK_BOTH_MMAP_HOOKS)
static __pure bool can_mmap_file(const struct file *file)
{
	return file->f_op->mmap || file->f_op->mmap_prepare;
}
#else
/* One of the two; both together are a mistake of the driver. */
static __pure bool can_mmap_file(const struct file *file)
{
	return (file->f_op->mmap != NULL) != (file->f_op->mmap_prepare != NULL);
}
#endif

/* What a shared mapping of the file must meet. */
static __pure int do_mmap_shared(const struct file *file, unsigned prot, unsigned flags)
{
	if ((flags & MAP_TYPE) == MAP_SHARED_VALIDATE && (flags & ~MAP_KNOWN_FLAGS))
		return -EOPNOTSUPP;
	if ((prot & PROT_WRITE) && !(file->f_mode & FMODE_WRITE))
		return -EACCES;
	if ((prot & PROT_WRITE) && file_inode(file)->i_swapfile)
		return -ETXTBSY;
	return 0;
}

static __pure int do_mmap_file(const struct file *file, long len, unsigned prot, unsigned flags, long pgoff)
{
	unsigned type = flags & MAP_TYPE;

	if (pgoff + len > MMAPCK_NR_FILE_PAGES)
		return -EOVERFLOW;
	if (type != MAP_SHARED && type != MAP_SHARED_VALIDATE && type != MAP_PRIVATE)
		return -EINVAL;
	if (type != MAP_PRIVATE && do_mmap_shared(file, prot, flags))
		return do_mmap_shared(file, prot, flags);
	if (!(file->f_mode & FMODE_READ))
		return -EACCES;
	if (!can_mmap_file(file))
		return -ENODEV;
	return flags & MAP_GROWSDOWN ? -EINVAL : 0;
}

static __pure int do_mmap_anon(unsigned flags)
{
	unsigned type = flags & MAP_TYPE;

	if (type != MAP_SHARED && type != MAP_PRIVATE)
		return -EINVAL;
	return type == MAP_SHARED && (flags & MAP_GROWSDOWN) ? -EINVAL : 0;
}

/* What depends on the address, the file and the limits. */
static __pure int do_mmap_allowed(const struct mm_struct *mm, const struct file *file, long addr,
				  long len, unsigned prot, unsigned flags, long pgoff)
{
	if ((flags & MAP_FIXED_NOREPLACE) && find_vma_intersection(mm, addr, addr + len))
		return -EEXIST;
	if ((flags & MAP_LOCKED) && MMAPCK_RLIMIT_MEMLOCK == 0)
		return -EPERM;
	if (!mlock_future_ok(mm, calc_vm_flags(file, prot, flags), len))
		return -EAGAIN;
	return file ? do_mmap_file(file, len, prot, flags, pgoff) : do_mmap_anon(flags);
}

static long do_mmap(struct file *file, long addr, long len, unsigned prot, unsigned flags, long pgoff)
{
	struct mm_struct *mm = current_mm;
	unsigned vm_flags;
	int err;

	mmap_assert_write_locked(mm);
	err = do_mmap_args(mm, len, pgoff);
	if (err)
		return err;
	addr = __get_unmapped_area(mm, addr, len, flags);
	if (addr < 0)
		return addr;
	err = do_mmap_allowed(mm, file, addr, len, prot, flags, pgoff);
	if (err)
		return err;
	/* The pages of private anonymous memory are numbered by address, those
	 * of shared by their own file. */
	if (!file)
		pgoff = (flags & MAP_TYPE) == MAP_SHARED ? 0 : addr;
	vm_flags = calc_vm_flags(file, prot, flags);
	if (file) {
		if (memfd_check_seals_mmap(file, vm_flags))
			return -EPERM;
		vm_flags = memfd_sealed_flags(file, vm_flags);
	}
	return mmap_region(file, addr, len, vm_flags, pgoff);
}

/* The security module is asked about a mapping. */
static int security_mmap_file(void)
{
	return fault("security_mmap_file", -EACCES, FAULT_POLICY);
}

static long vm_mmap_pgoff(struct file *file, long addr, long len, unsigned prot, unsigned flags, long pgoff)
{
	struct mm_struct *mm = current_mm;
	long ret;

	ret = security_mmap_file();
	if (ret)
		return ret;
	ret = down_write_killable(&mm->mmap_lock);
	if (ret)
		return ret;
	witness_mmap_begin(mm, true);
	ret = do_mmap(file, addr, len, prot, flags, pgoff);
	witness_mmap_end(mm, ret);
	userfaultfd_unmap_complete(mm, ret);
	up_write(&mm->mmap_lock);
	return ret;
}

__syscall static long mmap(int fd, long addr, long len, unsigned prot, unsigned flags, long pgoff)
{
	struct file *file = NULL;
	long ret;

	if (!(flags & MAP_ANONYMOUS)) {
		file = fget(fd);
		if (!file)
			return -EBADF;
	}
	ret = vm_mmap_pgoff(file, addr, len, prot, flags, pgoff);
	if (file)
		fput(file, REF_SYSCALL);
	return ret;
}
