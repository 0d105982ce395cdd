/* SPDX-License-Identifier: Apache-2.0 */
/* What MAP_DIRECT promises, and what a seal owes. */
#include <mmapck/seal.h>

INVARIANT(sealed_extents_stay, EVERY_STEP,
	  "an extent that is sealed keeps its block and its state")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		for (int page = 0; page < MMAPCK_NR_FILE_PAGES; page++)
			if (subject(xfs_inodes[i].i_promise[page].promised) &&
			    (xfs_inodes[i].i_df[page].br_startblock != xfs_inodes[i].i_promise[page].irec.br_startblock ||
			     xfs_inodes[i].i_df[page].br_state != xfs_inodes[i].i_promise[page].irec.br_state))
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

INVARIANT(seal_needs_write_access, EVERY_STEP,
	  "no file is sealed that the scenario has open for reading only")
{
	for (int i = 0; i < MMAPCK_NR_FILES; i++)
		if (subject(seal_is_set(&inodes[i])) && !(files[i].f_mode & FMODE_WRITE))
			return false;
	return true;
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
