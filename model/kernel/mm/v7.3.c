/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Generation v7.3: as v7.1, and the charge that old mappings had is returned
 * when the mapping that was to inherit it does not come about.
 *
 * Models __mmap_region() of mm/vma.c, Linux 7.3.4. What is wrong with it:
 *
 *   the range merges         a file that prepare put in place of its own keeps a
 *                            reference; likewise where the action is refused
 *   mapped fails             close runs on what mapped never made
 *   do_munmap() fails, too   the mapping stays, and mmap() returns the error
 */
#define MMAPCK_HAVE_MMAP_ACTION
#define UNACCT_INHERITED 1
#include "common.c"
#include "mmap-region-wrapper.c"
#include "action.c"
#include "action-checked.c"
#include "compat.c"
#include "mapped.c"
