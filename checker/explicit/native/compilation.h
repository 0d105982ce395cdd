// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "checker/explicit/native/code.h"
#include "checker/explicit/native/demand.h"
#include "checker/explicit/options.h"

namespace mmapck::checker::explicit_ {

/// Decides which parts of a program are used often enough for native code to pay, and compiles them on a thread of its own meanwhile.
/// Since native code does what the interpreter does, nothing in a verdict depends on when that is.
class NativeCompilation {
  public:
    /// `model` must outlive it.
    NativeCompilation(const Model& model, Native when);
    ~NativeCompilation();

    /// What is compiled by now, or null; it stays as it is until the next call. `states`: found so far. `demand` is asked for now and then, and
    /// `known` for what was seen, when a compilation starts.
    const NativeCode* current(std::uint64_t states, const std::function<native::Demand()>& demand, const std::function<native::Known()>& known);

    /// The most memory that code and its compilation take.
    std::uint64_t most_bytes() const;
    /// Gives back what it has, and compiles nothing any more.
    void give_up();

  private:
    /// How often a piece was compiled, and what was asked for it until then.
    struct Piece {
        std::uint32_t times = 0;
        std::uint64_t demand = 0;
    };

    native::Wanted wanted(const native::Demand& demand) const;
    bool worth_while(const native::Wanted& wanted, const native::Demand& demand) const;
    bool wants(const Piece& piece, std::uint64_t demand) const;
    void start(native::Wanted wanted, const native::Demand& demand, native::Known known);
    void finish();

    const Model& model_;
    Native when_;
    std::uint64_t next_look_;               // number of states for the next look at the demand
    std::vector<std::vector<Piece>> moves_;  // as native::Demand
    Piece conditions_;
    std::thread thread_;
    std::shared_ptr<const NativeCode> compiled_;  // by the thread
    std::atomic<bool> ready_ = false;
    std::shared_ptr<const NativeCode> current_;
};

}  // namespace mmapck::checker::explicit_
