/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Extent maps and the blocks behind them.
 *
 * One file page is one file system block, and one extent record covers one
 * page: runs of equal records are what the kernel would merge into a longer
 * extent.  Modelled after fs/xfs/libxfs/xfs_bmap.c and xfs_alloc.c of 6.12.
 */
#ifndef MMAPCK_EXTENTS_H
#define MMAPCK_EXTENTS_H

#include <mmapck/bounds.h>
#include <mmapck/primitives.h>

/* Pages of a file that have a record, post-EOF pages included. */
#ifndef MMAPCK_NR_FILE_PAGES
#define MMAPCK_NR_FILE_PAGES 4
#endif

/* Blocks of the device. */
#ifndef MMAPCK_NR_BLOCKS
#define MMAPCK_NR_BLOCKS 5
#endif

/* What is known of one page of a file. */
enum extent_state {
	EXTENT_HOLE,		/* nothing; reads as zeros */
	EXTENT_DELALLOC,	/* a reservation, no block yet */
	EXTENT_UNWRITTEN,	/* a block whose content must not be read */
	EXTENT_WRITTEN,		/* a block with the file's data */
	EXTENT_SHARED,		/* written, and other files may own the block too */
};

/* A record of the extent map: struct xfs_bmbt_irec for one page. */
struct xfs_bmbt_irec {
	enum extent_state br_state;
	u8 br_startblock range(0, MMAPCK_NR_BLOCKS);	/* 0: no block */
};

/*
 * A block.  Busy: freed, but the transaction that freed it is not yet in the
 * log, so that user data may not be put there (xfs_extent_busy.c).
 */
struct block {
	u8 b_refcount : 2;	/* records that own it */
	bool b_busy;
};

/* Blocks are numbered from 1; entry 0 is never used. */
static struct block blocks[MMAPCK_NR_BLOCKS + 1];

/* Whether records of this state own a block. */
static inline __pure bool extent_is_real(enum extent_state state)
{
	return state == EXTENT_UNWRITTEN || state == EXTENT_WRITTEN || state == EXTENT_SHARED;
}

/* Whether a load of the page gives what is in the block. */
static inline __pure bool extent_is_readable(enum extent_state state)
{
	return state == EXTENT_WRITTEN || state == EXTENT_SHARED;
}

#endif /* MMAPCK_EXTENTS_H */
