/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an address space and the machine may hold: limits and charges.
 *
 * Models may_expand_vm(), mlock_future_ok(), vm_stat_account() and the commit
 * charge of mm/mmap.c and mm/util.c, the same in Linux 6.11 to 7.3.
 */
#include <mmapck/kernel.h>

/* Whether pages more fit RLIMIT_AS and, for data, RLIMIT_DATA. */
static __atomic_step bool may_expand_vm(const struct mm_struct *mm, unsigned vm_flags, int pages)
{
	if (fault("may_expand_vm", -ENOMEM, FAULT_LIMIT))
		return false;
	if (mm->total_vm + pages > MMAPCK_RLIMIT_AS)
		return false;
	return !is_data_mapping(vm_flags) ||
	       mm->data_vm + pages <= MMAPCK_RLIMIT_DATA;
}

/* A new mapping that may be both written and executed. */
static __pure bool map_deny_write_exec(unsigned vm_flags)
{
	return (vm_flags & VM_EXEC) && (vm_flags & VM_WRITE);
}

/* Whether pages more may be locked: RLIMIT_MEMLOCK. */
static __pure bool mlock_future_ok(const struct mm_struct *mm, unsigned vm_flags, int pages)
{
	return !(vm_flags & VM_LOCKED) ||
	       mm->locked_vm + pages <= MMAPCK_RLIMIT_MEMLOCK;
}

static __atomic_step void vm_stat_account(struct mm_struct *mm, unsigned vm_flags, int pages)
{
	mm->total_vm += pages;
	if (is_data_mapping(vm_flags))
		mm->data_vm += pages;
	if (is_exec_mapping(vm_flags))
		mm->exec_vm += pages;
	if (vm_flags & VM_LOCKED)
		mm->locked_vm += pages;
}

/* Whether a mapping's pages are charged: private and writable, no more. */
static __pure bool accountable_mapping(unsigned vm_flags)
{
	return (vm_flags & (VM_NORESERVE | VM_SHARED | VM_WRITE)) == VM_WRITE;
}

/* Charges pages, or -ENOMEM. __vm_enough_memory() adds first and looks then;
 * nobody can tell. */
static __atomic_step int security_vm_enough_memory_mm(int pages)
{
	int err = fault("security_vm_enough_memory_mm", -ENOMEM, FAULT_LIMIT);

	trace_pages(pages);
	if (err)
		return err;
	if (vm_committed_as.charged + pages > MMAPCK_COMMIT_LIMIT)
		return -ENOMEM;
	charge(&vm_committed_as, pages);
	return 0;
}

static __atomic_step void vm_unacct_memory(int pages)
{
	if (pages)
		uncharge(&vm_committed_as, pages);
}
