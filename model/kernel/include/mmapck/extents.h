/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Extent maps and the blocks behind them.
 *
 * A file page is a block of the file system, and a record of the extent map is one
 * page long: what the kernel keeps as one long extent is a run of records
 * here.  Models struct xfs_bmbt_irec and the free space of fs/xfs, Linux 6.12.
 */
#ifndef MMAPCK_EXTENTS_H
#define MMAPCK_EXTENTS_H

#include <mmapck/bounds.h>
#include <mmapck/primitives.h>

/* The page frame of the zero page; that of a block is the block's number. */
#define ZERO_PFN (MMAPCK_NR_BLOCKS + 1)

/* What is behind a page of a file. */
enum extent_state {
	EXTENT_HOLE,		/* nothing: reads as zeros */
	EXTENT_DELALLOC,	/* a reservation, no block yet */
	EXTENT_UNWRITTEN,	/* a block that nobody has written: reads as zeros */
	EXTENT_WRITTEN,		/* a block that holds the page */
	EXTENT_SHARED,		/* the same, and other files own the block too */
};

/* One page of the extent map. */
struct xfs_bmbt_irec {
	enum extent_state br_state;
	u8 br_startblock range(0, MMAPCK_NR_BLOCKS);	/* 0: none */
};

/*
 * A block.  Owned while b_refcount is not 0.  Busy: freed by a transaction that
 * is not in the log yet, so that no file may get it (xfs_extent_busy.c).
 */
struct block {
	u8 b_refcount : 2;	/* records that name it */
	bool b_busy;
	bool b_reused;		/* given out again, while the log says that somebody owns it */
	bool b_poison;		/* the memory is broken: reading fails until it is written */
	bool b_clean;		/* zeros, or data of those who own it now */
	/* which page of a file its data was at first, + 1: for invariants */
	u8 b_data range(0, MMAPCK_NR_FILE_PAGES);
};

/* blocks[0] is never used. */
static struct block blocks[MMAPCK_NR_BLOCKS + 1];

/* Free blocks that are promised to nobody: the superblock's counter. */
static u8 m_fdblocks range(0, MMAPCK_NR_BLOCKS) = MMAPCK_NR_BLOCKS;
/* Blocks that are promised to transactions that run and to delayed allocations. */
static u8 m_resblks range(0, MMAPCK_NR_BLOCKS);

/* Whether a record of this state has a block. */
static inline __attribute__((unused)) __pure bool extent_is_real(enum extent_state state)
{
	return state == EXTENT_UNWRITTEN || state == EXTENT_WRITTEN || state == EXTENT_SHARED;
}

/* Whether reading the page shows what is in the block. */
static inline __attribute__((unused)) __pure bool extent_is_readable(enum extent_state state)
{
	return state == EXTENT_WRITTEN || state == EXTENT_SHARED;
}

#endif /* MMAPCK_EXTENTS_H */
