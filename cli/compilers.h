// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "model/lang/compile.h"

namespace mmapck::cli {

/// Lends each thread a compiler of its own, with what it has parsed before. For any thread.
class Compilers {
  public:
    /// A compiler until the end of its life, in which it is given back.
    class Lent {
      public:
        explicit Lent(Compilers& owner) : owner_(owner), compiler_(owner.take()) {}
        ~Lent() { owner_.give_back(std::move(compiler_)); }
        Lent(const Lent&) = delete;
        Lent& operator=(const Lent&) = delete;
        lang::Compiler* get() { return compiler_.get(); }

      private:
        Compilers& owner_;
        std::unique_ptr<lang::Compiler> compiler_;
    };

    Lent lend() { return Lent(*this); }

  private:
    std::unique_ptr<lang::Compiler> take() {
        const std::lock_guard lock(mutex_);
        if (idle_.empty()) return std::make_unique<lang::Compiler>();
        std::unique_ptr<lang::Compiler> compiler = std::move(idle_.back());
        idle_.pop_back();
        return compiler;
    }

    void give_back(std::unique_ptr<lang::Compiler> compiler) {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(compiler));
    }

    std::mutex mutex_;
    std::vector<std::unique_ptr<lang::Compiler>> idle_;
};

}  // namespace mmapck::cli
