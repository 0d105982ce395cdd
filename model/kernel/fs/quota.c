/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who may have how much: free blocks of the device, and of a user.
 *
 * Models xfs_dec_fdblocks() and xfs_add_fdblocks() of fs/xfs/xfs_mount.h, xfs_trans_reserve_quota_nblks() and
 * xfs_trans_mod_dquot_byino() of xfs_trans_dquot.c, Linux 6.12. A block that files share counts for each of them.
 */
#include <mmapck/fs.h>

/* struct xfs_dquot: root has no limit, the other user MMAPCK_QUOTA_BLOCKS. */
struct xfs_dquot {
	u8 q_count range(0, MMAPCK_NR_FILES * MMAPCK_NR_FILE_PAGES);	/* blocks in data forks */
	u8 q_res range(0, MMAPCK_NR_BLOCKS);	/* promised, or in CoW forks */
};

static struct xfs_dquot dquots[2];

static __atomic_step int xfs_dec_fdblocks(int nblocks)
{
	if (m_fdblocks < nblocks)
		return -ENOSPC;
	m_fdblocks -= nblocks;
	m_resblks += nblocks;
	return 0;
}

static __atomic_step void xfs_add_fdblocks(int nblocks)
{
	m_fdblocks += nblocks;
	m_resblks -= nblocks;
}

/* Whether a user may have as many blocks more. */
static __pure bool xfs_qm_allows(int uid, int nblocks)
{
	return !uid || nblocks <= 0 || dquots[uid].q_count + dquots[uid].q_res + nblocks <= MMAPCK_QUOTA_BLOCKS;
}

static __atomic_step int xfs_qm_reserve(int uid, int nblocks)
{
	if (!xfs_qm_allows(uid, nblocks))
		return -EDQUOT;
	dquots[uid].q_res += nblocks;
	return 0;
}

static __atomic_step void xfs_qm_unreserve(int uid, int nblocks)
{
	dquots[uid].q_res -= nblocks;
}

/* A block comes to a data fork, or leaves it. */
static __atomic_step void xfs_trans_mod_dquot(const struct xfs_inode *ip, int nblocks)
{
	dquots[ip->i_uid].q_count += nblocks;
}

/* What was promised is in a data fork now. */
static __atomic_step void xfs_qm_use_reserved(const struct xfs_inode *ip)
{
	dquots[ip->i_uid].q_res--;
	dquots[ip->i_uid].q_count++;
}
