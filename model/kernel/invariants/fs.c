/* SPDX-License-Identifier: Apache-2.0 */
/* The invariants of the file system and of seals. */
#include "extents.c"
#include "space.c"
#include "dax.c"
#include "page-cache.c"
#include "power.c"
#include "seal.c"
