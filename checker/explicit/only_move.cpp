// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/only_move.h"

namespace mmapck::checker::explicit_ {

const Word* OnlyMove::take(const StubbornChoice& choice) {
    Machine& machine = successors_.machine();
    if (successors_.next() != Ending::moved || machine.faults() != 0) return nullptr;
    if (!invariants_.failing_after(machine, machine.written()).empty()) return nullptr;
    const Word* const packed = successors_.packed();
    state_.assign(packed, packed + words_);
    path_.assign(machine.path().begin(), machine.path().end());
    acquisitions_.assign(machine.acquisitions().begin(), machine.acquisitions().end());
    if (choice.progress(successors_.loaded(), packed)) successors_.progress();
    return successors_.next() == Ending::exhausted ? state_.data() : nullptr;
}

}  // namespace mmapck::checker::explicit_
