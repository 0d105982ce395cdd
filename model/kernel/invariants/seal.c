/* SPDX-License-Identifier: Apache-2.0 */
/* What MAP_DIRECT promises, and what a seal owes. */
#include <mmapck/seal.h>

static __pure bool promised_block_moved(const struct xfs_inode *ip, int page)
{
	return ip->i_df[page].br_startblock != ip->i_promise[page].irec.br_startblock;
}

static __pure bool promised_extent_changed(const struct xfs_inode *ip, int page)
{
	return promised_block_moved(ip, page) || ip->i_df[page].br_state != ip->i_promise[page].irec.br_state;
}

INVARIANT(sealed_extents_stay, EVERY_STEP,
	  "an extent that is sealed keeps its block and its state, if the promise is strict")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(xfs_inodes[i].i_promise[page].promised) && seal_promise == PROMISE_STRICT &&
			    promised_extent_changed(&xfs_inodes[i], page))
				return false;
	return true;
}

INVARIANT(sealed_blocks_stay, EVERY_STEP,
	  "an extent that is sealed keeps its block, if the promise is weak")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(xfs_inodes[i].i_promise[page].promised) && seal_promise == PROMISE_WEAK &&
			    promised_block_moved(&xfs_inodes[i], page))
				return false;
	return true;
}

INVARIANT(leased_extents_stay, EVERY_STEP,
	  "an extent changes after its last lease was broken or returned, if the promise is a lease")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(xfs_inodes[i].i_promise[page].promised) && seal_promise == PROMISE_LEASE &&
			    promised_extent_changed(&xfs_inodes[i], page))
				return false;
	return true;
}

/* Direct mappings of a file, in all address spaces. */
static __pure int count_direct_vmas(const struct inode *inode)
{
	int count = 0;

	for (int i = 0; i < vma_size; i++)
		if (vma_at(i) && vma_at(i)->vm_file && vma_is_direct(vma_at(i)) &&
		    file_inode(vma_at(i)->vm_file) == inode)
			count++;
	return count;
}

INVARIANT(seal_count_matches, AT_QUIESCENCE,
	  "a file counts as many direct mappings as there are")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		if (subject(seal_count(&inodes[i]) || count_direct_vmas(&inodes[i])) &&
		    seal_count(&inodes[i]) != count_direct_vmas(&inodes[i]))
			return false;
	return true;
}

INVARIANT(seal_bit_matches, AT_QUIESCENCE,
	  "a file is sealed exactly while it counts direct mappings")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		if (subject(seal_is_set(&inodes[i]) || seal_count(&inodes[i])) &&
		    seal_is_set(&inodes[i]) != (seal_count(&inodes[i]) != 0))
			return false;
	return true;
}

INVARIANT(no_seal_left, AT_END,
	  "no file is sealed when every process has exited")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		if (seal_is_set(&inodes[i]) || seal_count(&inodes[i]))
			return false;
	return true;
}

INVARIANT(direct_not_ignored, AT_RETURN,
	  "mmap3() with MAP_DIRECT fails or seals")
{
	return !subject(map_direct[__mmapck_task()] != DIRECT_NOT_WANTED) ||
	       map_direct[__mmapck_task()] != DIRECT_IGNORED;
}

INVARIANT(private_not_shared, AT_RETURN,
	  "what was asked for as private is not mapped shared")
{
	return !subject(map_direct[__mmapck_task()] != DIRECT_NOT_WANTED) || !map_direct_private[__mmapck_task()];
}

/* Whether MAP_DIRECT was asked for every page of a direct mapping at addr. */
static __pure bool page_is_direct(const struct mm_struct *mm, int addr)
{
	return mm->mm_mt[addr] && vma_is_direct(mm->mm_mt[addr]);
}

INVARIANT(direct_was_asked, AT_QUIESCENCE,
	  "no page is part of a direct mapping unless MAP_DIRECT was asked for it")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		for (int addr = 0; addr < MMAPCK_NR_PAGES; addr++)
			if (subject(page_is_direct(&mms[p], addr)) && !(asked_direct[p] >> addr & 1))
				return false;
	return true;
}

INVARIANT(seal_is_of_use, AT_QUIESCENCE,
	  "what a direct mapping maps is there: written, and not shared")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		for (int addr = 0; addr < MMAPCK_NR_PAGES; addr++)
			if (subject(page_is_direct(&mms[p], addr)) &&
			    XFS_I(dax_inode(&mms[p], addr))->i_df[dax_pgoff(&mms[p], addr)].br_state != EXTENT_WRITTEN)
				return false;
	return true;
}

INVARIANT(refused_changes_nothing, AT_RETURN,
	  "a call that is refused with ETXTBSY, or ended by a signal, has changed no extent and no size")
{
	return !subject(fs_witness[__mmapck_task()].refused) || !fs_witness[__mmapck_task()].changed;
}

/* Whether a VMA keeps others from the extents of a file. */
static __pure bool vma_holds_seal(const struct vm_area_struct *vma)
{
	return vma && vma->vm_file && vma_is_direct(vma);
}

INVARIANT(seal_needs_write_access, AT_QUIESCENCE,
	  "no direct mapping is one of a file that was opened for reading only")
{
	for (int i = 0; i < vma_size; i++)
		if (subject(vma_holds_seal(vma_at(i))) && !(vma_at(i)->vm_file->f_mode & FMODE_WRITE))
			return false;
	return true;
}

INVARIANT(marked_file_stays_marked, EVERY_STEP,
	  "an open file is marked by F_MAP_DIRECT exactly if it was: the mark neither goes nor spreads")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		if (f_map_direct[i] != subject(f_map_direct_asked[i]))
			return false;
	return true;
}

INVARIANT(populate_not_ignored, AT_RETURN,
	  "mmap3() with MAP_POPULATE fails or populates")
{
	return map_populate[__mmapck_task()] != POPULATE_IGNORED;
}

INVARIANT(broken_lease_unmapped, AT_QUIESCENCE,
	  "no page of a mapping is present whose lease is over")
{
	for (int p = 0; p < MMAPCK_NR_PROCESSES; p++)
		for (int addr = 0; addr < MMAPCK_NR_PAGES; addr++)
			if (subject(mms[p].mm_mt[addr] && mms[p].mm_mt[addr]->vm_file &&
				    vma_is_broken(mms[p].mm_mt[addr])) &&
			    mms[p].pte[addr])
				return false;
	return true;
}

INVARIANT(no_seal_state_leaked, AT_QUIESCENCE,
	  "what a design keeps for a mapping goes with the mapping")
{
	return !seal_state_is_leaked();
}

INVARIANT(ordinary_store_served, AT_RETURN,
	  "no access to an ordinary mapping ends in a signal for somebody's seal or lease")
{
	return !denied_ordinary[__mmapck_task()];
}

INVARIANT(owner_not_kept_out, AT_RETURN,
	  "who may speak for a file is refused for no direct mapping but one that such a user has agreed to")
{
	return !fs_witness[__mmapck_task()].kept_out;
}
