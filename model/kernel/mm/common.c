/* SPDX-License-Identifier: Apache-2.0 */
/* What every generation from Linux 6.12 on includes, in an order that compiles. */
#include <mmapck/scenario.h>

#include "witness.c"
#include "limits.c"
#include "anon-vma.c"
#include "tree.c"
#include "rmap.c"
#include "pgtable.c"
#include "../vfs/file.c"
#include "vma.c"
#include "shmem.c"
#include "split.c"
#include "merge.c"
#include "munmap.c"
#include "do-mmap.c"
#include "mmap-region.c"
#include "exit.c"
#include "fault.c"
#include "../scenario.c"
