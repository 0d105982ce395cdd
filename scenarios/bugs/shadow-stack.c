/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A system call that takes the mmap lock unless a fatal signal is pending. Models
 * shstk_pop_sigframe() of arch/x86/kernel/shstk.c.
 *
 *	shstk_pop_106	goes on without it (before 52f657e34d7b)
 *	shstk_pop	returns the error
 */
#include <mmapck/driver.h>

__syscall static long shstk_pop_106(void)
{
	down_read_killable(&current_mm->mmap_lock);
	up_read(&current_mm->mmap_lock);
	return 0;
}

__syscall static long shstk_pop(void)
{
	int err = down_read_killable(&current_mm->mmap_lock);

	if (err)
		return err;
	up_read(&current_mm->mmap_lock);
	return 0;
}
