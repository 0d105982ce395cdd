/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that is registered for RDMA: a lease of its own, and what happens to the device when that is broken.
 *
 * Models ->lease_direct() and ib_umem_get() of "[PATCH v7 00/12]" and "[PATCH v8 00/14] MAP_DIRECT for DAX RDMA
 * and userspace flush", October 2017, for one page and one registration of a task. An HCA names memory
 * by IOVAs; where the IOMMU translates one to nothing, its access is refused.
 */
#include <mmapck/seal.h>

#define NR_IOVAS 2

/* The block that an IOVA is translated to, or 0. */
static u8 iommu[NR_IOVAS + 1] range(0, MMAPCK_NR_BLOCKS);
static bool iova_used[NR_IOVAS + 1];

struct umem {
	struct map_direct_state *mds;	/* NULL: nothing is registered */
	u8 iova range(0, NR_IOVAS);
	u8 block range(0, MMAPCK_NR_BLOCKS);
};

static struct umem umems[MMAPCK_TASKS + 1] indexed_by(__mmapck_task);

/* v7: the scatter list is unmapped when the lease is broken, and its IOVAs are free. */
static bool umem_break_frees_iova;

static __pure int free_iova(void)
{
	for (int iova = 1; iova <= NR_IOVAS; iova++)
		if (!iova_used[iova])
			return iova;
	return 0;
}

static __atomic_step void umem_map(struct umem *umem, int block)
{
	umem->iova = free_iova();
	umem->block = block;
	iova_used[umem->iova] = true;
	iommu[umem->iova] = block;
}

static __atomic_step void umem_unmap(struct umem *umem, bool free)
{
	iommu[umem->iova] = 0;
	if (free)
		iova_used[umem->iova] = false;
}

/* ib_umem_lease_break(): the HCA cannot be told, and still has its key. */
static void lease_direct_break(struct map_direct_state *mds)
{
	for (int task = 1; task <= MMAPCK_TASKS; task++)
		if (umems[task].mds == mds)
			umem_unmap(&umems[task], umem_break_frees_iova);
}

/* A lease that belongs to the registration; that of the mapping is looked at when it is there. */
static __atomic_step struct map_direct_state *lease_direct_get(const struct map_direct_state *parent)
{
	struct map_direct_state *mds;

	if (parent->mds_break || !parent->mds_leased)
		return NULL;
	mds = mds_alloc();
	mds->mds_ref = 2;
	mds->mds_direct = true;
	mds->mds_leased = true;
	mds->mds_inode = parent->mds_inode;
	mds->mds_process = current_process;
	return mds;
}

/* Caller holds mmap_lock. */
static int ib_umem_get(struct umem *umem, const struct vm_area_struct *vma, int addr)
{
	if (!vma || vma->vm_start > addr || !vma_is_direct(vma) || !dax_pte(vma->vm_mm, addr))
		return -EFAULT;
	umem->mds = lease_direct_get(mds_at(vma->vm_private_data - 1));
	if (!umem->mds)
		return -ENXIO;
	umem_map(umem, vma->vm_mm->pte[addr]);
	return 0;
}

__syscall static __attribute__((unused)) long ib_reg_mr(long addr)
{
	int err;

	down_read(&current_mm->mmap_lock);
	err = ib_umem_get(&umems[__mmapck_task()], find_vma(current_mm, addr), addr);
	up_read(&current_mm->mmap_lock);
	return err;
}

/* A lease that nobody breaks is dropped; one that is being broken is waited for. */
static __atomic_step void lease_direct_put(struct map_direct_state *mds)
{
	wait_event(!mds->mds_break || !mds->mds_leased);
	if (!mds->mds_leased)
		return;
	lease_drop(mds);
	put_map_direct(mds);
}

__syscall static __attribute__((unused)) long ib_dereg_mr(void)
{
	struct umem *umem = &umems[__mmapck_task()];
	struct map_direct_state *mds = umem->mds;

	if (!mds)
		return -EINVAL;
	lease_direct_put(mds);
	umem_unmap(umem, true);
	umem->mds = NULL;
	put_map_direct(mds);
	return 0;
}

/* The device writes by a key: at once, or not at all. */
static __atomic_step int hca_access(const struct umem *umem)
{
	if (!umem->mds || !iommu[umem->iova])
		return -EIO;
	check(iommu[umem->iova] == umem->block, "dma-goes-astray", "a key reaches the memory that it was made for, or none");
	return 0;
}

__syscall static __attribute__((unused)) long hca_write(void)
{
	return hca_access(&umems[__mmapck_task()]);
}
