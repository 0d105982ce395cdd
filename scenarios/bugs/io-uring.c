/* SPDX-License-Identifier: Apache-2.0 */
/*
 * io_uring: a ring of buffers that the kernel allocated is mapped by its page
 * frames. Models io_unregister_pbuf_ring() of io_uring/kbuf.c.
 *
 *	io_unregister_085	frees it at once (before c392cbecd8ec)
 *	io_unregister		leaves that to the file, which mappings keep
 */
#include <mmapck/driver.h>

static bool pbuf_freed;

static int io_uring_mmap(struct file *file, struct vm_area_struct *vma)
{
	(void)file;
	if (pbuf_freed)
		return -EINVAL;
	return remap_pfn_range(vma, 1);
}

static int io_uring_release(struct inode *inode, struct file *file)
{
	(void)inode;
	(void)file;
	pbuf_freed = true;
	return 0;
}

DRIVER(io_uring, .mmap = io_uring_mmap, .release = io_uring_release);

__syscall static long io_unregister_085(void)
{
	pbuf_freed = true;
	return 0;
}

__syscall static long io_unregister(void)
{
	return 0;
}

INVARIANT(pbuf_not_freed_while_mapped, EVERY_STEP,
	  "no page of the ring is present after it was freed")
{
	if (!pbuf_freed)
		return true;
	for (int i = 0; i < MMAPCK_NR_PAGES; i++)
		if (mms[0].pte[i])
			return false;
	return true;
}
