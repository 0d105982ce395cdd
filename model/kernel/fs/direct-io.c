/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Direct I/O: between submission and completion no lock is held, only i_dio_count.
 *
 * Models xfs_file_dio_write_aligned() of fs/xfs/xfs_file.c, xfs_dio_write_end_io()
 * and xfs_iomap_write_unwritten() of xfs_iomap.c, Linux 6.12, for one page inside EOF. The task
 * that submits is the one in which the completion runs.
 */
#include <mmapck/seal.h>

static int kiocb_invalidate_page(struct inode *inode, int page);

/* What a task's I/O writes to. */
struct dio {
	struct inode *inode;	/* NULL: nothing */
	u8 page range(0, MMAPCK_NR_FILE_PAGES);
	u8 block range(0, MMAPCK_NR_BLOCKS);
	bool refused;		/* a seal refused it after it was written */
};

static struct dio dios[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

/* Caller holds IOLOCK exclusive: no new I/O begins. */
static void inode_dio_wait(struct inode *inode)
{
	if (xfs_fixes.changes_wait_for_dio)
		wait_event(!XFS_I(inode)->i_dio_count);
}

static __atomic_step void inode_dio_begin(struct inode *inode)
{
	XFS_I(inode)->i_dio_count++;
}

static __atomic_step void inode_dio_end(struct inode *inode)
{
	XFS_I(inode)->i_dio_count--;
}

static __atomic_step void submit_bio(struct inode *inode, int page, int block)
{
	struct dio *dio = &dios[__mmapck_task()];

	dio->inode = inode;
	dio->page = page;
	dio->block = block;
}

/* The device has written the block, or says that it has not. */
static __atomic_step int bio_endio(void)
{
	struct dio *dio = &dios[__mmapck_task()];
	int err = fault("bio_endio", -EIO, FAULT_IO);

	if (!err)
		block_fill(dio->block);
	dio->inode = NULL;
	dio->page = 0;
	dio->block = 0;
	return err;
}

/* What the page has is written: it can be read from here on. */
static int xfs_iomap_write_unwritten(struct inode *inode, int page)
{
	struct xfs_inode *ip = XFS_I(inode);
	struct xfs_trans tp;
	int err = xfs_trans_alloc_ilock(&tp, ip);

	if (err)
		return err;
	err = seal_refuses(inode, SEAL_BMAPI_WRITE, page, 1);
	if (!err && ip->i_df[page].br_state == EXTENT_UNWRITTEN)
		xfs_bmapi_convert_unwritten(&tp, ip, page);
	if (!err && page >= ip->i_disk_size)
		xfs_trans_log_size(&tp, ip, page + 1);
	return xfs_trans_end_ilock(&tp, ip, err);
}

static int xfs_dio_write_end_io(struct inode *inode, int page, const struct iomap *iomap, int err)
{
	if (err)
		return err;
	if (iomap->cow)
		return xfs_reflink_end_cow(inode, page);
	if (iomap->type != EXTENT_UNWRITTEN)
		return 0;
	err = xfs_iomap_write_unwritten(inode, page);
	dios[__mmapck_task()].refused = err == -ETXTBSY;
	return err;
}

/* Where the page goes. Caller holds IOLOCK. */
static int xfs_dio_map(struct inode *inode, int page, struct iomap *iomap)
{
	int err;

	if (page >= inode->i_size)
		return -EINVAL;
	/* the kernel falls back to a buffered write if the page stays */
	err = kiocb_invalidate_page(inode, page);
	if (err)
		return err;
	return xfs_direct_write_iomap_begin(inode, page, true, iomap);
}

static int xfs_file_dio_write(struct inode *inode, int page)
{
	struct iomap iomap;
	int err;

	down_read(&inode->i_rwsem);
	inode_dio_begin(inode);
	err = xfs_dio_map(inode, page, &iomap);
	if (!err)
		submit_bio(inode, page, iomap.addr);
	up_read(&inode->i_rwsem);
	if (!err)
		err = xfs_dio_write_end_io(inode, page, &iomap, bio_endio());
	inode_dio_end(inode);
	return err;
}

__syscall static long aio_write(int fd, int page)
{
	struct file *file = fget(fd);
	int err;

	if (!file)
		return -EBADF;
	if (!(file->f_mode & FMODE_WRITE) || XFS_I(file_inode(file))->i_isdax) {
		fput(file, REF_SYSCALL);
		return -EINVAL;
	}
	err = xfs_file_dio_write(file_inode(file), page);
	fput(file, REF_SYSCALL);
	return err;
}
