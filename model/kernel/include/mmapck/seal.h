/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a seal design has to answer.
 *
 * A design (fs/seal/<design>.c) says how MAP_DIRECT pins the extent map of a file and
 * which operations it refuses, where.  The file system asks seal_refuses()
 * at each place at which a design may have a check; a design answers 0 where it has none.
 */
#ifndef MMAPCK_SEAL_H
#define MMAPCK_SEAL_H

#include <mmapck/fs.h>

/* The flag of mmap() that asks for a mapping whose extents stay where they are. */
#define MAP_DIRECT 0x80000

/* Where the file system asks.  The comments name the locks that are held. */
enum seal_site {
	SEAL_NEWSIZE,		/* inode_newsize_ok(): IOLOCK, MMAPLOCK */
	SEAL_FALLOCATE,		/* vfs_fallocate(): none */
	SEAL_WRITE,		/* generic_write_checks(), beyond EOF: IOLOCK */
	SEAL_BMAPI_WRITE,	/* xfs_bmapi_write(): ILOCK */
	SEAL_FREE_SPACE,	/* xfs_free_file_space(): IOLOCK, MMAPLOCK */
	SEAL_SWAPEXT,		/* xfs_ioc_swapext(): none */
	SEAL_MAP_CHANGE,	/* any change of a record: ILOCK, with the page */
};

/* 0, or the errno with which the operation is refused here. */
static int seal_refuses(struct inode *inode, enum seal_site site, int page);

#endif /* MMAPCK_SEAL_H */
