/* SPDX-License-Identifier: Apache-2.0 */
/* Every invariant; docs/invariants.md is the catalogue. */
#include "protocol.c"
#include "mappings.c"
#include "accounting.c"
#include "files.c"
#include "end.c"
