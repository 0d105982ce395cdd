// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

namespace mmapck::checker::explicit_::tests {

/// A folder that is removed with all that is in it.
class Folder {
  public:
    /// Throws std::system_error.
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

/// Calls work in a process of its own. Whether it came to its end and returned true; false if a signal ended it.
bool in_child(const std::function<bool()>& work);

/// Something to call that kills the process (SIGKILL) when it is called for the n-th time.
std::function<void()> kill_at(int n);

}  // namespace mmapck::checker::explicit_::tests
