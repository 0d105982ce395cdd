/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "[PATCH v6 0/5] MAP_DIRECT and block-map-atomic files", August 2017:
 * S_IOMAP_SEALED behind a flag of its own, for those with CAP_LINUX_IMMUTABLE and those to whom
 * they gave an open file marked by F_MAP_DIRECT.
 */
#define MMAPCK_SEAL_DESIGN
#include "../all.c"
#include "../release-2017.c"
#include "../s-iomap-sealed.c"
#include "../own-flag.c"

static const enum seal_promise seal_promise = MMAPCK_PROMISE(PROMISE_STRICT);

static __pure int seal_mmap_args(const struct file *file, unsigned prot, unsigned flags)
{
	return map_direct_consent_args(file, prot, flags);
}
