// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include "checker/explicit/native/code.h"
#include "checker/explicit/options.h"

namespace mmapck::checker::explicit_ {

/// Decides when a search is long enough for native code to pay, and compiles it on a thread of its own meanwhile.
/// Since native code does what the interpreter does, nothing in a verdict depends on when that is.
class NativeCompilation {
  public:
    NativeCompilation(const Model& model, Native when);
    ~NativeCompilation();

    /// At a boundary between levels: what is compiled by now, or null. `known` is asked for what was seen, when a compilation starts.
    /// Once many more states, some of which the code had to leave to the interpreter, were found, it is compiled again.
    const NativeCode* current(std::uint64_t states, const std::function<native::Known()>& known);

  private:
    void start(native::Known known);
    void finish();

    const Model& model_;
    Native when_;
    std::uint64_t next_;   // number of states for the next compilation
    std::uint64_t seen_ = 0;
    std::thread thread_;
    std::unique_ptr<const NativeCode> compiled_;  // by the thread
    std::atomic<bool> ready_ = false;
    std::unique_ptr<const NativeCode> current_;
};

}  // namespace mmapck::checker::explicit_
