/* SPDX-License-Identifier: Apache-2.0 */
/*
 * action: the core populates the mapping, in the ways that v7.0 and later offer.
 *
 *	remap		page frames; the error is always -EAGAIN, as for /dev/mem
 *	remap_hidden	nobody finds the mapping through its file meanwhile
 *	remap_success	a success hook, which may fail
 *	remap_zero	an error hook that forgets the error
 *
 * close counts nothing: there is nothing that belongs to one mapping.
 */
#include <mmapck/driver.h>

static void action_vm_close(struct vm_area_struct *vma)
{
	(void)vma;
}

static const struct vm_operations_struct action_vm_ops = {
	.close = action_vm_close,
};

static int action_error_hook(int err)
{
	(void)err;
	return -EAGAIN;
}

static int remap_mmap_prepare(struct vm_area_desc *desc)
{
	desc->vm_ops = &action_vm_ops;
	mmap_action_remap_full(desc, 1);
	desc->action.error_hook = action_error_hook;
	desc->action.error_override = -EAGAIN;
	return 0;
}

DRIVER(remap, .mmap_prepare = remap_mmap_prepare);

static int remap_hidden_mmap_prepare(struct vm_area_desc *desc)
{
	desc->action.hide_from_rmap_until_complete = true;
	return remap_mmap_prepare(desc);
}

DRIVER(remap_hidden, .mmap_prepare = remap_hidden_mmap_prepare);

static int action_success_hook(const struct vm_area_struct *vma)
{
	(void)vma;
	return fault("action_success_hook", -EINVAL, FAULT_DRIVER);
}

static int remap_success_mmap_prepare(struct vm_area_desc *desc)
{
	desc->action.success_hook = action_success_hook;
	return remap_mmap_prepare(desc);
}

DRIVER(remap_success, .mmap_prepare = remap_success_mmap_prepare);

static int action_error_hook_zero(int err)
{
	(void)err;
	return 0;
}

static int remap_zero_mmap_prepare(struct vm_area_desc *desc)
{
	int err = remap_mmap_prepare(desc);

	desc->action.error_hook = action_error_hook_zero;
	return err;
}

DRIVER(remap_zero, .mmap_prepare = remap_zero_mmap_prepare);
