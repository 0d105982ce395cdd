/* SPDX-License-Identifier: Apache-2.0 */
/* v6.11 before deb0f6562884: no close where something fails after the hook. */
#define LATE_FAILURE_CLOSES 0
#include "v6.11.c"
