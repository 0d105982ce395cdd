/* SPDX-License-Identifier: Apache-2.0 */
/* What every seal design includes: the whole file system, in an order that compiles. */
#include <mmapck/scenario.h>
#include <mmapck/seal.h>

#include "witness.c"
#include "ilock.c"
#include "log.c"
#include "alloc.c"
#include "bmap.c"
#include "unmap.c"
#include "gup.c"
#include "layout.c"
#include "iomap.c"
#include "reflink.c"
#include "direct-io.c"
#include "page-cache.c"
#include "buffered.c"
#include "dax.c"
#include "truncate.c"
#include "eof-blocks.c"
#include "file-space.c"
#include "fallocate.c"
#include "swapext.c"
#include "clone.c"
#include "exchange.c"
#include "write.c"
#include "map-direct.c"
#include "setup.c"
