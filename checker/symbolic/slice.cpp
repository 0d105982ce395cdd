// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/slice.h"

#include <algorithm>

namespace mmapck::checker::symbolic {

namespace {

class Cone {
  public:
    explicit Cone(TransitionSystem& system) : system_(system), matters_(system.terms.leaves()) {}

    std::size_t cut() {
        for (const Failure& failure : system_.failures) add({failure.condition});
        for (const Block& block : system_.blocks)
            if (!block.failures.empty()) add_task(block);
        while (grown_) grow();
        const auto stays = [this](LeafId leaf) { return matters_[leaf]; };
        std::erase_if(system_.blocks, [&](const Block& block) { return !stays(system_.location_cells[block.task]); });
        for (Block& block : system_.blocks) std::erase_if(block.effects, [&](const Effect& effect) { return !stays(effect.cell); });
        std::size_t left_out = 0;
        for (LeafId cell = 0; cell < system_.cells.size(); ++cell) {
            system_.cells[cell].left_out = !stays(cell);
            left_out += system_.cells[cell].left_out;
        }
        return left_out;
    }

  private:
    void add(const std::vector<ExprId>& terms) {
        for (const LeafId leaf : system_.terms.support(terms)) add_leaf(leaf);
    }
    void add_leaf(LeafId leaf) {
        grown_ |= !matters_[leaf];
        matters_[leaf] = true;
    }
    void add_task(const Block& block) { add_leaf(system_.location_cells[block.task]); }

    /// What the moves depend on that change something that matters.
    void grow() {
        grown_ = false;
        for (const Block& block : system_.blocks) {
            std::vector<ExprId> read;
            for (const Effect& effect : block.effects)
                if (matters_[effect.cell]) read.push_back(effect.value);
            if (read.empty() && !matters_[system_.location_cells[block.task]]) continue;
            read.push_back(block.ends);
            for (const Failure& failure : block.failures) read.push_back(failure.condition);
            add_task(block);
            add(read);
        }
    }

    TransitionSystem& system_;
    std::vector<bool> matters_;   // by leaf
    bool grown_ = true;
};

}  // namespace

std::size_t slice(TransitionSystem& system) { return Cone(system).cut(); }

}  // namespace mmapck::checker::symbolic
