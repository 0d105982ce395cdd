// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace mmapck::checker::explicit_::tests {

/// Calls work in a process of its own. Whether it came to its end and returned true; false if a signal ended it.
bool in_child(const std::function<bool()>& work);

/// Something to call that kills the process (SIGKILL) when it is called for the n-th time.
std::function<void()> kill_at(int n);

}  // namespace mmapck::checker::explicit_::tests
