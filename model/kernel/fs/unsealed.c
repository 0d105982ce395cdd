/* SPDX-License-Identifier: Apache-2.0 */
/*
 * No seal: MAP_DIRECT is refused, and nothing keeps an extent where it is but
 * pins.  The file system has every fix that is known.
 */
#include "all.c"
#include "no-seal.c"
#include "all-fixes.c"

static const enum seal_promise seal_promise = MMAPCK_PROMISE(PROMISE_BUSY);
