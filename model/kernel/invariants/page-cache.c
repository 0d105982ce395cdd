/* SPDX-License-Identifier: Apache-2.0 */
/* Pages of the page cache, and what is behind them. */
#include <mmapck/fs.h>

/* Whether a page may be written to where it is, or will be. */
static __pure bool page_has_own_block(const struct xfs_bmbt_irec *irec)
{
	return irec->br_state == EXTENT_DELALLOC || blocks[irec->br_startblock].b_refcount == 1;
}

INVARIANT(dirty_page_reserved, EVERY_STEP,
	  "a dirty page has a block that nobody shares, or a reservation of one")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(xfs_inodes[i].i_pages[page].dirty) && page < inodes[i].i_size &&
			    xfs_inodes[i].i_cow[page].br_state == EXTENT_HOLE &&
			    !page_has_own_block(&xfs_inodes[i].i_df[page]))
				return false;
	return true;
}

INVARIANT(reservation_has_data, AT_QUIESCENCE,
	  "a delayed allocation inside of the file waits for a dirty page")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(xfs_inodes[i].i_df[page].br_state == EXTENT_DELALLOC) &&
			    !xfs_inodes[i].i_pages[page].dirty)
				return false;
	return true;
}

INVARIANT(no_write_lost, AT_QUIESCENCE,
	  "what a writer was told to be written is in a page that is dirty, or on the device, or its loss will be told")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(xfs_inodes[i].i_pages[page].data) && !xfs_inodes[i].i_pages[page].dirty &&
			    !xfs_inodes[i].i_wb_err)
				return false;
	return true;
}
