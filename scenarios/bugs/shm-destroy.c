/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A segment of shared memory is destroyed when nobody is attached; somebody may
 * attach meanwhile. Models shm_try_destroy_orphaned() of ipc/shm.c.
 *
 *	shm_cleanup_092	decides without the lock (before 2e5c6f4fd400)
 *	shm_cleanup	decides under it
 */
#include <mmapck/driver.h>

static struct mutex shm_perm;
static bool shm_destroyed;
static struct account shm_attached;

static void shm_segment_open(struct vm_area_struct *vma)
{
	(void)vma;
	mutex_lock(&shm_perm);
	charge(&shm_attached, 1);
	mutex_unlock(&shm_perm);
}

static void shm_segment_close(struct vm_area_struct *vma)
{
	(void)vma;
	mutex_lock(&shm_perm);
	uncharge(&shm_attached, 1);
	mutex_unlock(&shm_perm);
}

static const struct vm_operations_struct shm_segment_vm_ops = {
	.open = shm_segment_open,
	.close = shm_segment_close,
	.fault = generic_file_fault,
};

static int shm_segment_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err = 0;

	(void)file;
	mutex_lock(&shm_perm);
	if (shm_destroyed)
		err = -EIDRM;
	else
		charge(&shm_attached, 1);
	mutex_unlock(&shm_perm);
	if (!err)
		vma->vm_ops = &shm_segment_vm_ops;
	return err;
}

DRIVER(shm_segment, .mmap = shm_segment_mmap);

__syscall static long shm_cleanup_092(void)
{
	if (shm_attached.charged)
		return 0;
	mutex_lock(&shm_perm);
	shm_destroyed = true;
	mutex_unlock(&shm_perm);
	return 0;
}

__syscall static long shm_cleanup(void)
{
	mutex_lock(&shm_perm);
	if (!shm_attached.charged)
		shm_destroyed = true;
	mutex_unlock(&shm_perm);
	return 0;
}

INVARIANT(shm_not_destroyed_while_attached, EVERY_STEP,
	  "nobody is attached to a segment that was destroyed")
{
	return !shm_destroyed || shm_attached.charged == 0;
}
