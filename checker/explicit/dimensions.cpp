// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/dimensions.h"

#include <algorithm>

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

/// The finalizer of splitmix64.
std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

}  // namespace

Dimensions::Dimensions(const Model& model, std::uint64_t states)
    : model_(model), parts_(model.program.variables.size() + model.program.tasks.size()), last_(parts_.size()), values_(parts_.size()), rests_(parts_.size()) {
    while ((states >> shift_) > kept_rests) ++shift_;
}

void Dimensions::add_part(std::size_t dimension, std::uint64_t cell, std::int64_t value) {
    parts_[dimension] ^= mixed(mixed(cell + 1) + static_cast<std::uint64_t>(value));
}

void Dimensions::add(const Word* state) {
    std::ranges::fill(parts_, 0);
    const Layout& layout = model_.layout;
    const auto add_field = [&](const Field& field) { add_part(model_.cells.all[field.cell].variable, field.cell, field.decode(state)); };
    std::ranges::for_each(layout.shared(), add_field);
    for (TaskId task = 0; task < layout.tasks(); ++task) {
        const Section& section = layout.section(task);
        const auto at = static_cast<std::size_t>(section.location.decode(state));
        add_part(model_.program.variables.size() + task, model_.cells.size() + task, section.stored[at]);
        std::ranges::for_each(section.live(at), add_field);
    }
    std::uint64_t whole = 0;
    for (const std::uint64_t part : parts_) whole ^= part;
    for (std::size_t dimension = 0; dimension < parts_.size(); ++dimension) {
        if (parts_[dimension] != last_[dimension]) values_[dimension].insert(last_[dimension] = parts_[dimension]);
        const std::uint64_t rest = mixed(whole ^ parts_[dimension]);
        if (shift_ == 0 || rest >> (64 - shift_) == 0) rests_[dimension].insert(rest);
    }
}

std::vector<Census::Dimension> Dimensions::results(std::size_t first, std::size_t count) const {
    std::vector<Census::Dimension> dimensions;
    for (std::size_t i = first; i < first + count; ++i) dimensions.push_back({std::max<std::uint64_t>(1, values_[i].size()), std::uint64_t{rests_[i].size()} << shift_});
    return dimensions;
}

}  // namespace mmapck::checker::explicit_
