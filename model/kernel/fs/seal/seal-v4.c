/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "[PATCH v4 0/3] MAP_DIRECT and block-map sealed files", August 2017:
 * S_IOMAP_SEALED behind a value of mmap(2)'s type, MAP_SHARED | MAP_PRIVATE,
 * with a flag. MAP_PRIVATE | MAP_DIRECT is the same number as MAP_DIRECT. For calls without it the
 * code that checks flags leaves none for what comes after mmap_region().
 */
#define MMAPCK_SEAL_DESIGN
#include "../all.c"
#include "../release-2017.c"
#include "../s-iomap-sealed.c"

static const enum seal_promise seal_promise = MMAPCK_PROMISE(PROMISE_STRICT);

/* In the order of do_mmap(). */
static __pure int seal_mmap_args(const struct file *file, unsigned prot, unsigned flags)
{
	/* no other flag is known where the type is new */
	if (!file || (flags & ~(MAP_TYPE | MAP_DIRECT)))
		return -EINVAL;
	return map_direct_args(file, prot, seal_mmap_flags(flags));
}

static __pure unsigned seal_mmap_flags(unsigned flags)
{
	if (!(flags & MAP_DIRECT))
		return flags;
	return (flags & ~MAP_TYPE) | MAP_SHARED;
}

static __pure unsigned seal_populate_flags(unsigned flags)
{
	return flags & MAP_DIRECT ? flags : 0;
}

static __pure int seal_fault_error(void)
{
	return VM_FAULT_SIGSEGV;
}
