// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/successors.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace mmapck::checker::explicit_ {

using namespace program;

Successors::Successors(const Model& model, bool lock_order)
    : model_(model), machine_(model.code, model.program, lock_order), state_(initial()), successor_(state_.size()) {
    for (const Task& task : model.program.tasks) locations_.push_back(task.first);
}

std::vector<Word> Successors::initial() const {
    std::vector<LocationId> first;
    for (const Task& task : model_.program.tasks) first.push_back(task.first);
    std::vector<Word> state(model_.layout.words());
    model_.layout.pack(model_.code.values.data(), first.data(), state.data());
    return state;
}

// The values are those of `state_`, the state loaded before, apart from cells that are not live in it. Neighbours in
// the frontier have much in common, so only fields that differ are unpacked.
void Successors::load(const Word* state, std::uint32_t faults_left, TaskSet first) {
    const Layout& layout = model_.layout;
    machine_.rewind();
    std::int64_t* const values = machine_.values();
    for (std::uint32_t word = 0; word < layout.words(); ++word) {
        Word different = (state[word] ^ state_[word]) & layout.shared_mask(word);
        while (different != 0) {
            const Field& field = layout.shared_at(word, std::countr_zero(different));
            values[field.cell] = field.decode(state);
            different &= ~(field.mask() << field.shift);
        }
    }
    for (TaskId task = 0; task < layout.tasks(); ++task) {
        const std::vector<Mask>& masks = layout.section(task).masks;
        const bool same = std::all_of(masks.begin(), masks.end(), [&](const Mask& mask) {
            return ((state[mask.word] ^ state_[mask.word]) & mask.bits) == 0;
        });
        if (!same) unpack_section(task, state);
    }
    std::copy_n(state, layout.words(), state_.begin());
    task_ = 0;
    started_ = false;
    faults_left_ = faults_left;
    outcomes_ = 0;
    turn_ = first;
    later_ = ~first;
    progress_ = false;
}

void Successors::unpack_section(TaskId task, const Word* state) {
    const Section& section = model_.layout.section(task);
    const auto number = static_cast<std::size_t>(section.location.decode(state));
    locations_[task] = section.stored[number];
    for (const Field& field : section.live(number)) machine_.values()[field.cell] = field.decode(state);
}

Ending Successors::next() {
    for (;; task_ = 0) {
        for (; task_ < locations_.size(); ++task_, started_ = false) {
            if (!has(turn_, task_)) continue;
            if (!started_) machine_.begin(locations_[task_], faults_left_);
            started_ = true;
            const Ending ending = machine_.next();
            if (ending == Ending::exhausted) continue;
            ++outcomes_;
            return ending;
        }
        if (later_ == 0 || progress_) return Ending::exhausted;
        turn_ = std::exchange(later_, 0);
    }
}

const Word* Successors::packed() {
    const Layout& layout = model_.layout;
    const std::int64_t* const values = machine_.values();
    std::copy(state_.begin(), state_.end(), successor_.begin());
    bool of_others = false;
    changed_ = 0;
    for (const Written& write : machine_.written()) {
        const std::uint32_t index = layout.shared_field(write.cell);
        if (index == Layout::no_number) {
            of_others |= model_.cells.all[write.cell].owner != task_;  // a Free reached another task's pointer
            continue;
        }
        const Field& field = layout.shared()[index];
        Word& word = successor_[field.word];
        word = (word & ~(field.mask() << field.shift)) | field.encode(values[write.cell]);
        changed_ |= changed_bit(field.word);
    }
    pack_section(task_, machine_.location());
    for (TaskId task = 0; of_others && task < locations_.size(); ++task)
        if (task != task_) pack_section(task, locations_[task]);
    return successor_.data();
}

void Successors::pack_section(TaskId task, LocationId location) {
    model_.layout.pack_section(task, location, machine_.values(), successor_.data());
    for (const Mask& mask : model_.layout.section(task).masks) changed_ |= changed_bit(mask.word);
}

}  // namespace mmapck::checker::explicit_
