// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/native/successors.h"

#include <algorithm>
#include <bit>

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::size_t max_decisions = 4096;   // on one way; more are left to the interpreter
constexpr std::size_t chunk_states = 64;

}  // namespace

NativeSuccessors::NativeSuccessors(const Model& model, const NativeCode& code)
    : model_(model), code_(code), decisions_(max_decisions), touched_(model.parts.set_words) {
    run_.decisions = decisions_.data();
    run_.capacity = max_decisions;
}

bool NativeSuccessors::expand(const Word* state, std::uint32_t faults_left) {
    outcomes_.clear();
    run_.faults_left = faults_left;
    for (program::TaskId task = 0; task < model_.layout.tasks(); ++task) {
        const auto number = static_cast<std::size_t>(model_.layout.section(task).location.decode(state));
        if (!make_moves(state, code_.moves[task][number])) return false;
    }
    return !outcomes_.empty();
}

bool NativeSuccessors::make_moves(const Word* state, native::Move move) {
    run_.count = 0;
    do {
        run_.position = 0;
        Word* const successor = room();
        switch (static_cast<native::Result>(move(state, successor, &run_))) {
            case native::Result::failed: break;
            case native::Result::unusual: return false;
            case native::Result::moved:
                if (!judge(state, successor)) return false;
                outcomes_.push_back({successor, run_.faults, changed_});
                break;
        }
    } while (next_way());
    return true;
}

/// Depth first, as the interpreter tries them: the last decision that has another value gets it.
bool NativeSuccessors::next_way() {
    while (run_.count != 0 && decisions_[run_.count - 1].value == decisions_[run_.count - 1].last) --run_.count;
    if (run_.count == 0) return false;
    ++decisions_[run_.count - 1].value;
    return true;
}

/// Whether all invariants hold that held before the move. Finds out what it changed.
bool NativeSuccessors::judge(const Word* state, const Word* successor) {
    const InvariantParts& parts = model_.parts;
    const Layout& layout = model_.layout;
    changed_ = 0;
    std::fill(touched_.begin(), touched_.end(), 0);
    for (std::uint32_t word = 0; word < layout.words(); ++word) {
        const Word all = state[word] ^ successor[word];
        if (all == 0) continue;
        changed_ |= changed_bit(word);
        for (Word different = all & layout.shared_mask(word); different != 0;) {
            const Field& field = layout.shared_at(word, std::countr_zero(different));
            for (std::uint32_t set = 0; set < parts.set_words; ++set) touched_[set] |= parts.readers[field.cell * parts.set_words + set];
            different &= ~(field.mask << field.shift);
        }
    }
    for (std::size_t i = 0; i < parts.groups.size(); ++i) {
        const InvariantParts::Group& group = parts.groups[i];
        bool is_now = false;
        for (std::uint32_t set = group.first; set < group.last; ++set)
            for (std::uint64_t left = touched_[set]; left != 0; left &= left - 1) {
                if (!is_now && code_.groups[i].is_now != nullptr && code_.groups[i].is_now(successor) == 0) goto next_group;
                is_now = true;
                const native::Condition part = code_.groups[i].parts[(set - group.first) * 64 + static_cast<std::size_t>(std::countr_zero(left))];
                if (part != nullptr && part(successor) == 0) return false;
            }
    next_group:;
    }
    return true;
}

Word* NativeSuccessors::room() {
    const std::size_t chunk = outcomes_.size() / chunk_states;
    if (chunk == states_.size()) states_.emplace_back(chunk_states * model_.layout.words());
    return states_[chunk].data() + outcomes_.size() % chunk_states * model_.layout.words();
}

}  // namespace mmapck::checker::explicit_
