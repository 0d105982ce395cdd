/* SPDX-License-Identifier: Apache-2.0 */
/* prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN) and prctl(PR_SET_MM_EXE_FILE) of
 * kernel/sys.c, Linux 6.11 to 7.3. */
#include <mmapck/kernel.h>

__syscall static long prctl_set_mdwe(void)
{
	current_mm->mdwe = true;
	return 0;
}

/* Another exe_file, whose reference is the address space's now, or none. */
static void set_mm_exe_file(struct mm_struct *mm, struct file *file)
{
	struct file *old = mm->exe_file;

	mm->exe_file = file;
	if (old)
		fput(old, REF_OTHER);
}

__syscall static long prctl_set_exe_file(int fd)
{
	struct file *file = fget(fd);

	if (!file)
		return -EBADF;
	get_file(file, REF_OTHER);
	set_mm_exe_file(current_mm, file);
	fput(file, REF_SYSCALL);
	return 0;
}
