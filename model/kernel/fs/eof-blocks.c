/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks beyond the end of a file are given back.
 *
 * Models xfs_free_eofblocks() of fs/xfs/xfs_bmap_util.c and its callers xfs_file_release() and
 * xfs_blockgc_free_space(), Linux 6.12: nobody waits for IOLOCK, and nobody hears of an error.
 */
#include <mmapck/seal.h>

static void xfs_free_eofblocks(struct inode *inode)
{
	if (!down_write_trylock(&inode->i_rwsem))
		return;
	inode_dio_wait(inode);
	xfs_bunmapi_range(inode, inode->i_size, MMAPCK_NR_FILE_PAGES - inode->i_size);
	up_write(&inode->i_rwsem);
}

__syscall static long free_eofblocks(int fd)
{
	struct file *file = fget(fd);

	if (!file)
		return -EBADF;
	xfs_free_eofblocks(file_inode(file));
	fput(file, REF_SYSCALL);
	return 0;
}
