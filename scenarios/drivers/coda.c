/* SPDX-License-Identifier: Apache-2.0 */
/*
 * coda: a file whose pages are those of a file of the host, its container: .mmap
 * makes the container's mapping that of the open file, maps the container in its
 * place, and stands before its operations, so that the open file lives as long
 * as the last mapping. Models coda_file_mmap(), coda_vm_open(), coda_vm_close() and
 * coda_release() of fs/coda/file.c, Linux 6.11 to 7.3.
 *
 * The container is the scenario's file after this one, and has neither open nor
 * close, which the kernel would call besides.
 */
#include <mmapck/driver.h>

/* Operations of a container with ours before them: one for each mmap(). */
struct coda_vm_ops {
	u8 refcnt range(0, 7);		/* VMAs */
	struct file *coda_file;		/* a reference */
};

POOL(struct coda_vm_ops, coda_cvm_ops, 3);

static spinlock_t coda_c_lock;
static struct address_space *coda_i_mapping;	/* of the inode: NULL, its own, as long as cii->c_mapcount is 0 */

static __pure struct file *coda_host_file(const struct file *file)
{
	return &files[file_inode(file)->i_ino + 1];
}

/* The number that a VMA keeps: a pointer into its vm_ops in the kernel. */
static __pure int coda_number(const struct coda_vm_ops *cvm_ops)
{
	for (int i = 0; i < coda_cvm_ops_size; i++)
		if (coda_cvm_ops_at(i) == cvm_ops)
			return i + 1;
	return 0;
}

static void coda_vm_open(struct vm_area_struct *vma)
{
	struct coda_vm_ops *cvm_ops = coda_cvm_ops_at(vma->vm_private_data - 1);

	cvm_ops->refcnt++;
}

/* atomic_dec_and_test() of refcnt */
static __atomic_step bool coda_put_vm_ops(struct coda_vm_ops *cvm_ops)
{
	cvm_ops->refcnt--;
	return !cvm_ops->refcnt;
}

static void coda_vm_close(struct vm_area_struct *vma)
{
	struct coda_vm_ops *cvm_ops = coda_cvm_ops_at(vma->vm_private_data - 1);

	if (!coda_put_vm_ops(cvm_ops))
		return;
	fput(cvm_ops->coda_file, REF_DRIVER);
	coda_cvm_ops_free(cvm_ops);
}

static const struct vm_operations_struct coda_vm_ops = {
	.open = coda_vm_open,
	.close = coda_vm_close,
	.fault = generic_file_fault,
};

/* The inode has the pages of the container, unless it has those of another. */
static int coda_take_mapping(struct file *file, struct file *host)
{
	int err = 0;

	spin_lock(&coda_c_lock);
	file->f_mapping = host->f_mapping;
	if (!coda_i_mapping)
		coda_i_mapping = host->f_mapping;
	else if (coda_i_mapping != host->f_mapping)
		err = -EBUSY;
	spin_unlock(&coda_c_lock);
	return err;
}

#ifdef MMAPCK_NO_MMAP_PREPARE
#define coda_nested_mmap(file, vma) generic_file_mmap(file, vma)
#else
#define coda_nested_mmap(file, vma) compat_vma_mmap(file, vma)
#endif

/* The VMA gets the container; its reference to the open file goes to cvm_ops. */
static int coda_map_container(struct file *file, struct vm_area_struct *vma, struct coda_vm_ops *cvm_ops)
{
	struct file *host = coda_host_file(file);
	int err;

	get_file(host, REF_VMA);
	vma->vm_file = host;
	err = coda_nested_mmap(host, vma);
	if (err) {
		/* the caller puts the container */
		fput(file, REF_VMA);
		return err;
	}
	refcount_move(&file->f_count, REF_VMA, REF_DRIVER);
	cvm_ops->refcnt = 1;
	cvm_ops->coda_file = file;
	vma->vm_ops = &coda_vm_ops;
	vma->vm_private_data = coda_number(cvm_ops);
	return 0;
}

static int coda_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct coda_vm_ops *cvm_ops;
	int err = fault("venus_access_intent", -EIO, FAULT_IO);

	if (err)
		return err;
	might_sleep();
	if (fault("coda_kmalloc", -ENOMEM, FAULT_ALLOC_THEORETICAL))
		return -ENOMEM;
	cvm_ops = coda_cvm_ops_alloc();
	err = coda_take_mapping(file, coda_host_file(file));
	if (!err)
		err = coda_map_container(file, vma, cvm_ops);
	if (err)
		coda_cvm_ops_free(cvm_ops);
	return err;
}

static int coda_release(struct inode *inode, struct file *file)
{
	(void)file;
	spin_lock(&coda_c_lock);
	coda_i_mapping = NULL;
	spin_unlock(&coda_c_lock);
	file->f_mapping = &inode->i_data;
	return 0;
}

DRIVER(coda, .mmap = coda_file_mmap, .release = coda_release);

INVARIANT(coda_wrappers_are_used, AT_QUIESCENCE,
	  "operations that stand before those of a container belong to a mapping")
{
	for (int i = 0; i < coda_cvm_ops_size; i++)
		if (subject(coda_cvm_ops_at(i)) && !coda_cvm_ops_at(i)->refcnt)
			return false;
	return true;
}
