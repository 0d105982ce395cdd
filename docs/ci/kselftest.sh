#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs scenarios as a test of the kernel's selftests: KTAP on standard output, all else on standard error; ends with 0 (pass),
# 1 (fail) or 4 (skip), as kselftest knows them. MMAPCK is the command, SCENARIOS what it checks.
"${MMAPCK:-mmapck}" run "${SCENARIOS:-scenarios}" --quiet --report ktap=-
code=$?
case $code in
0 | 1 | 4) exit $code ;;
127) printf 'KTAP version 1\n1..0 # SKIP %s is not installed\n' "${MMAPCK:-mmapck}"; exit 4 ;;
*) exit 1 ;;
esac
