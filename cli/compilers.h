// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "model/lang/compile.h"

namespace mmapck::cli {

/// Lends compilers, with what they have parsed before: for a variant one that had the same kernel and seal design, so that two threads do not parse each of
/// them twice. For any thread.
class Compilers {
  public:
    /// A compiler until the end of its life, in which it is given back.
    class Lent {
      public:
        Lent(Compilers& owner, std::string variant) : owner_(owner), variant_(std::move(variant)), compiler_(owner.take(variant_)) {}
        ~Lent() { owner_.give_back({std::move(variant_), std::move(compiler_)}); }
        Lent(const Lent&) = delete;
        Lent& operator=(const Lent&) = delete;
        lang::Compiler* get() { return compiler_.get(); }

      private:
        Compilers& owner_;
        std::string variant_;
        std::unique_ptr<lang::Compiler> compiler_;
    };

    Lent lend(std::string variant) { return Lent(*this, std::move(variant)); }

  private:
    // Most variants that scenarios of one subject have, which come one after the other.
    static constexpr std::size_t most_idle = 24;

    struct Idle {
        std::string variant;
        std::unique_ptr<lang::Compiler> compiler;
    };

    std::unique_ptr<lang::Compiler> take(const std::string& variant) {
        const std::lock_guard lock(mutex_);
        const auto known = std::find_if(idle_.begin(), idle_.end(), [&](const Idle& each) { return each.variant == variant; });
        if (known == idle_.end()) return std::make_unique<lang::Compiler>();
        std::unique_ptr<lang::Compiler> compiler = std::move(known->compiler);
        idle_.erase(known);
        return compiler;
    }

    void give_back(Idle compiler) {
        const std::lock_guard lock(mutex_);
        idle_.push_front(std::move(compiler));
        if (idle_.size() > most_idle) idle_.pop_back();
    }

    std::mutex mutex_;
    std::list<Idle> idle_;  // the one given back last comes first
};

}  // namespace mmapck::cli
