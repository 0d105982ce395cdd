// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/native/compilation.h"

#include <utility>

namespace mmapck::checker::explicit_ {

namespace {

/// Moves from one location take about half a millisecond to compile, and native code saves about half a microsecond each time.
constexpr std::uint64_t uses_that_pay = 1000;
constexpr std::uint64_t first_look = 4096;     // at so many states
constexpr std::uint32_t patience_bits = 2;     // each time that code was compiled and still gave up, four times as many uses have to pay

/// For LLVM, and for the code of a step. An estimate from above: the whole of a shipped scenario's program took 22 MB.
constexpr std::uint64_t fixed_bytes = std::uint64_t{32} << 20, bytes_per_step = std::uint64_t{2} << 10;

}  // namespace

NativeCompilation::NativeCompilation(const Model& model, Native when) : model_(model), when_(when), next_look_(when == Native::at_once ? 0 : first_look) {
    for (program::TaskId task = 0; task < model.layout.tasks(); ++task) moves_.emplace_back(model.layout.section(task).stored.size());
}

NativeCompilation::~NativeCompilation() {
    if (thread_.joinable()) thread_.join();
}

const NativeCode* NativeCompilation::current(std::uint64_t states, const std::function<native::Demand()>& demand,
                                             const std::function<native::Known()>& known) {
    if (when_ == Native::never) return nullptr;
    if (thread_.joinable() && ready_) finish();
    if (!thread_.joinable() && states >= next_look_) {
        next_look_ = states + states / 4;
        const native::Demand now = demand();
        native::Wanted pieces = wanted(now);
        if (worth_while(pieces, now)) {
            start(std::move(pieces), now, known());
            if (when_ == Native::at_once) finish();
        }
    }
    return current_.get();
}

bool NativeCompilation::wants(const Piece& piece, std::uint64_t demand) const {
    const std::uint64_t least = when_ == Native::at_once ? 1 : uses_that_pay;
    return demand - piece.demand >= least << patience_bits * piece.times;
}

native::Wanted NativeCompilation::wanted(const native::Demand& demand) const {
    native::Wanted wanted;
    for (program::TaskId task = 0; task < moves_.size(); ++task)
        for (std::uint32_t number = 0; number < moves_[task].size(); ++number)
            if (wants(moves_[task][number], demand.moves[task][number])) wanted.moves.push_back({task, number});
    wanted.conditions = conditions_.times == 0 ? !wanted.moves.empty() : wants(conditions_, demand.conditions);
    return wanted;
}

/// Native code expands a state only if it has all moves from it. So it is of use once most of what is asked for is worth being compiled.
bool NativeCompilation::worth_while(const native::Wanted& wanted, const native::Demand& demand) const {
    if (wanted.conditions && conditions_.times != 0) return true;
    std::uint64_t all = 0, paid = 0;
    for (program::TaskId task = 0; task < moves_.size(); ++task)
        for (std::uint32_t number = 0; number < moves_[task].size(); ++number) all += demand.moves[task][number] - moves_[task][number].demand;
    for (const native::Wanted::Moves& moves : wanted.moves) paid += demand.moves[moves.task][moves.number] - moves_[moves.task][moves.number].demand;
    return paid != 0 && (when_ == Native::at_once || paid >= all / 2);
}

std::uint64_t NativeCompilation::most_bytes() const { return when_ == Native::never ? 0 : fixed_bytes + model_.program.steps.size() * bytes_per_step; }

void NativeCompilation::give_up() {
    if (thread_.joinable()) finish();
    current_.reset();
    when_ = Native::never;
}

void NativeCompilation::start(native::Wanted wanted, const native::Demand& demand, native::Known known) {
    for (const native::Wanted::Moves& moves : wanted.moves) {
        Piece& piece = moves_[moves.task][moves.number];
        piece = {piece.times + 1, demand.moves[moves.task][moves.number]};
    }
    if (wanted.conditions) conditions_ = {conditions_.times + 1, demand.conditions};
    ready_ = false;
    thread_ = std::thread([this, wanted = std::move(wanted), known = std::move(known)] {
        std::string error;
        compiled_ = NativeCode::compile(model_, known, wanted, current_, error);
        ready_ = true;
    });
}

void NativeCompilation::finish() {
    thread_.join();
    if (compiled_) current_ = std::move(compiled_);
}

}  // namespace mmapck::checker::explicit_
