// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/native/compilation.h"

#include <algorithm>

namespace mmapck::checker::explicit_ {

namespace {

/// Compilation costs less than a tenth of a millisecond per step of the program; native code saves about half a microsecond per state.
constexpr std::uint64_t states_per_step = 60;
constexpr std::uint64_t growth = 4;

std::uint64_t count(const native::Known& known) {
    std::uint64_t sum = 0;
    for (const auto* flags : {&known.steps_taken, &known.tested, &known.lock_orders})
        sum += static_cast<std::uint64_t>(std::count(flags->begin(), flags->end(), 1));
    return sum;
}

}  // namespace

NativeCompilation::NativeCompilation(const Model& model, Native when)
    : model_(model), when_(when), next_(when == Native::at_once ? 1 : model.program.steps.size() * states_per_step) {}

NativeCompilation::~NativeCompilation() {
    if (thread_.joinable()) thread_.join();
}

const NativeCode* NativeCompilation::current(std::uint64_t states, const std::function<native::Known()>& known) {
    if (when_ == Native::never) return nullptr;
    if (thread_.joinable() && ready_) finish();
    if (!thread_.joinable() && states >= next_) {
        next_ = states * growth;
        native::Known now = known();
        if (count(now) != seen_) {
            seen_ = count(now);
            start(std::move(now));
            if (when_ == Native::at_once) finish();
        }
    }
    return current_.get();
}

void NativeCompilation::start(native::Known known) {
    ready_ = false;
    thread_ = std::thread([this, known = std::move(known)] {
        std::string error;
        compiled_ = NativeCode::compile(model_, known, error);
        ready_ = true;
    });
}

void NativeCompilation::finish() {
    thread_.join();
    if (compiled_) current_ = std::move(compiled_);
}

}  // namespace mmapck::checker::explicit_
