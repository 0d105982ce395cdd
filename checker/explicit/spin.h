// SPDX-License-Identifier: Apache-2.0
#pragma once

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace mmapck::checker::explicit_ {

/// Waits until ready() is true, for some tens of microseconds without sleeping: to fall asleep and be woken takes longer. Whether it was.
template <class Ready>
bool spin(Ready ready) {
    for (int i = 0; i < 1000; ++i) {
        if (ready()) return true;
#if defined(__SSE2__)
        _mm_pause();
#endif
    }
    return false;
}

}  // namespace mmapck::checker::explicit_
