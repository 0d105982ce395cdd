/* SPDX-License-Identifier: Apache-2.0 */
/* prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN) of kernel/sys.c, Linux 6.11 to 7.3. */
#include <mmapck/kernel.h>

__syscall static long prctl_set_mdwe(void)
{
	current_mm->mdwe = true;
	return 0;
}
