/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An address space that several processes use: clone(CLONE_VM) and vfork().
 *
 * Models mmget() and mmput() of kernel/fork.c and exec_mmap() of fs/exec.c, Linux 6.12. Tasks of one
 * process of the scenario are the processes that share its address space.
 */
#include <mmapck/driver.h>

/* Users beyond the first one. */
static u8 vfork_users[MMAPCK_NR_PROCESSES] range(0, 3) indexed_by(scenario_process);

/* Somebody else uses the address space of this process, too. */
__syscall static __attribute__((unused)) long vfork_vm(void)
{
	vfork_users[current_process]++;
	return 0;
}

/* Whether that was the last user. */
static __atomic_step bool vfork_mmput(int process)
{
	if (!vfork_users[process])
		return true;
	vfork_users[process]--;
	return false;
}

/* execve() of one of them, which goes on in an address space that nothing is mapped in. */
__syscall static __attribute__((unused)) long vfork_execve(int process)
{
	int old = current_process;

	use_process(process);
	if (vfork_mmput(old))
		exit_mmap(&mms[old]);
	return 0;
}

/* The end of one of them. */
__syscall static __attribute__((unused)) long vfork_exit(void)
{
	if (vfork_mmput(current_process))
		exit_mmap(current_mm);
	return 0;
}
