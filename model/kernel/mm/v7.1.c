/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Generation v7.1: vm_ops->mapped, where a driver takes what belongs to one
 * mapping; a wrong action is refused before anything is made.
 *
 * Models __mmap_region() of mm/vma.c as of Linux 7.2, the first release in which
 * this generation is complete ("mm: add vm_ops->mapped hook", v4, merged for
 * 7.1). What is wrong with it:
 *
 *   a failure in an overlay  the charge that old mappings had is lost with them
 *   the range merges         a file that prepare put in place of its own keeps a
 *                            reference; likewise where the action is refused
 *   mapped fails             close runs on what mapped never made
 *   do_munmap() fails, too   the mapping stays, and mmap() returns the error
 */
#define MMAPCK_HAVE_MMAP_ACTION
#define UNACCT_INHERITED 0
#include "common.c"
#include "mmap-region-wrapper.c"
#include "action.c"
#include "action-checked.c"
#include "compat.c"
#include "mapped.c"
