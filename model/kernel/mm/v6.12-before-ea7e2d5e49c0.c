/* SPDX-License-Identifier: Apache-2.0 */
/* v6.12 before ea7e2d5e49c0: remap_file_pages() maps without asking the security module. */
#define REMAP_FILE_PAGES_ASKS 0
#include "v6.12.c"
