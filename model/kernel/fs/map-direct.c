/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mmap3(): mmap() that refuses what it does not know, and knows MAP_DIRECT.
 *
 * Models mmap_pgoff_strict() and do_mmap() of "[PATCH v6 0/5] MAP_DIRECT and
 * block-map-atomic files", August 2017, and F_MAP_DIRECT of its patch 5. That series
 * hands the flags to the mmap hook as an argument; here they stand beside the
 * task while the call runs. Of users there are two kinds: those who own every
 * file and have every capability, and nobody.
 */
#include <mmapck/seal.h>

/* How the last mmap3() of a task deals with MAP_DIRECT. */
enum map_direct {
	DIRECT_NOT_WANTED,
	DIRECT_WANTED,		/* the hook finds it in its map_flags */
	DIRECT_SEALED,		/* the hook has sealed */
	DIRECT_IGNORED,		/* mmap3() has succeeded, and nothing was sealed */
};

static enum map_direct map_direct[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

/* Pages of each process that were made direct: for invariants only. */
static unsigned asked_direct[MMAPCK_NR_PROCESSES] range(0, (1 << MMAPCK_NR_PAGES) - 1)
	indexed_by(scenario_process);

static __pure bool map_direct_wanted(void)
{
	return map_direct[__mmapck_task()] == DIRECT_WANTED;
}

static __atomic_step void map_direct_sealed(int start, int end)
{
	map_direct[__mmapck_task()] = DIRECT_SEALED;
	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (i >= start && i < end)
			asked_direct[current_process] |= 1u << i;
}

static __atomic_step __notrace void map_direct_copied(const struct vm_area_struct *vma)
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		for (int i = 0; i < MMAPCK_NR_PAGES; i++)
			if (vma->vm_mm == &mms[p] && i >= vma->vm_start && i < vma->vm_end)
				asked_direct[p] |= 1u << i;
}

static void map_direct_undone(void)
{
	map_direct[__mmapck_task()] = DIRECT_WANTED;
}

/* A user who owns no file and has no capability. */
static bool process_is_nobody[MMAPCK_NR_PROCESSES] indexed_by(scenario_process);

/* F_MAP_DIRECT, of the open file: for every process that has it. */
static bool f_map_direct[MMAPCK_NR_FILES] indexed_by(scenario_file);
/* Which open files were ever marked: for invariants only. */
static bool f_map_direct_asked[MMAPCK_NR_FILES] indexed_by(scenario_file);

static __pure int file_number(const struct file *file)
{
	int number = 0;

	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		if (&files[i] == file)
			number = i;
	return number;
}

static __pure bool capable(void)
{
	return !process_is_nobody[current_process];
}

__syscall static long setresuid_nobody(void)
{
	process_is_nobody[current_process] = true;
	return 0;
}

/* Nothing takes the mark away again. */
static __atomic_step void mark_map_direct(int fd)
{
	f_map_direct[fd] = true;
	f_map_direct_asked[fd] = true;
}

__syscall static long fcntl_map_direct(int fd)
{
	struct file *file = fget(fd);
	int err = 0;

	if (!file)
		return -EBADF;
	if (capable())
		mark_map_direct(fd);
	else
		err = -EACCES;
	fput(file, REF_SYSCALL);
	return err;
}

/* Whether somebody who may not speak for the file, and was not given it by one who may, has a direct
 * mapping: for invariants. */
static __pure bool nobody_maps_direct(void)
{
	for (int i = 0; i < vma_size; i++)
		for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
			if (vma_at(i) && vma_at(i)->vm_mm == &mms[p] && process_is_nobody[p] && vma_at(i)->vm_file &&
			    vma_is_direct(vma_at(i)) && !f_map_direct[file_number(vma_at(i)->vm_file)])
				return true;
	return false;
}

/* What a file system that was asked for a direct mapping refuses at least. */
static __pure int map_direct_args(const struct file *file, unsigned prot, unsigned flags)
{
	if (!file)
		return -EINVAL;
	if (!seal_supports(file))
		return -EOPNOTSUPP;
	if ((flags & MAP_TYPE) == MAP_PRIVATE)
		return -EINVAL;
	return (prot & PROT_WRITE) && (file->f_mode & FMODE_WRITE) ? 0 : -EACCES;
}

/* The same, and the consent of who may speak for the file. */
static __pure int map_direct_consent_args(const struct file *file, unsigned prot, unsigned flags)
{
	int err = map_direct_args(file, prot, flags);

	if (!err && !f_map_direct[file_number(file)] && !capable())
		return -EACCES;
	return err;
}

/* Whether the last mmap3() of a task made a shared mapping of what was asked for as
 * private: for invariants only. */
static bool map_direct_private[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

static __atomic_step void mmap3_begin(unsigned flags)
{
	map_direct_private[__mmapck_task()] = (flags & MAP_TYPE) == MAP_PRIVATE &&
					      (seal_mmap_flags(flags) & MAP_TYPE) == MAP_SHARED;
	map_direct[__mmapck_task()] = flags & MAP_DIRECT ? DIRECT_WANTED : DIRECT_NOT_WANTED;
}

static __atomic_step void mmap3_end(long ret)
{
	if (ret < 0) {
		map_direct[__mmapck_task()] = DIRECT_NOT_WANTED;
		map_direct_private[__mmapck_task()] = false;
	} else if (map_direct_wanted()) {
		map_direct[__mmapck_task()] = DIRECT_IGNORED;
	}
}

/* Whether the last mmap3() of a task that was asked to has populated: for invariants only. */
enum map_populate {
	POPULATE_NOT_WANTED,
	POPULATE_WANTED,
	POPULATE_IGNORED,	/* mmap3() has succeeded, and did not try */
};

static enum map_populate map_populate[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

/* Brings every page in that can be; nobody hears of those that cannot. */
static void mm_populate(int start, int len)
{
	map_populate[__mmapck_task()] = POPULATE_NOT_WANTED;
	for (int addr = start; addr < start + len; addr++)
		do_user_addr_fault(addr, true);
}

static void mmap3_populate(long ret, int len, unsigned flags)
{
	map_populate[__mmapck_task()] = flags & MAP_POPULATE ? POPULATE_WANTED : POPULATE_NOT_WANTED;
	if (ret >= 0 && (seal_populate_flags(flags) & MAP_POPULATE))
		mm_populate(ret, len);
	if (ret >= 0 && map_populate[__mmapck_task()] == POPULATE_WANTED)
		map_populate[__mmapck_task()] = POPULATE_IGNORED;
}

static long mmap_pgoff_strict(struct file *file, long addr, long len, unsigned prot, unsigned flags, long pgoff)
{
	long ret = 0;

	if (flags & ~(MAP_KNOWN_FLAGS | MAP_DIRECT))
		return -EOPNOTSUPP;
	if (flags & MAP_DIRECT)
		ret = seal_mmap_args(file, prot, flags);
	if (ret)
		return ret;
	mmap3_begin(flags);
	ret = vm_mmap_pgoff(file, addr, len, prot, seal_mmap_flags(flags) & ~MAP_DIRECT, pgoff);
	mmap3_end(ret);
	mmap3_populate(ret, len, flags);
	return ret;
}

__syscall static long mmap3(int fd, long addr, long len, unsigned prot, unsigned flags, long pgoff)
{
	struct file *file = NULL;
	long ret;

	if (!(flags & MAP_ANONYMOUS)) {
		file = fget(fd);
		if (!file)
			return -EBADF;
	}
	ret = mmap_pgoff_strict(file, addr, len, prot, flags, pgoff);
	if (file)
		fput(file, REF_SYSCALL);
	return ret;
}
