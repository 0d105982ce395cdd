// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/native/demand.h"

#include <algorithm>
#include <functional>

namespace mmapck::checker::explicit_::native {

Demand::Demand(const Layout& layout) {
    for (program::TaskId task = 0; task < layout.tasks(); ++task) moves.emplace_back(layout.section(task).stored.size());
}

void Demand::add(const Demand& more) {
    for (std::size_t task = 0; task < moves.size(); ++task)
        std::transform(moves[task].begin(), moves[task].end(), more.moves[task].begin(), moves[task].begin(), std::plus<>());
    conditions += more.conditions;
}

Wanted everything(const Layout& layout) {
    Wanted wanted;
    for (program::TaskId task = 0; task < layout.tasks(); ++task)
        for (std::uint32_t number = 0; number < layout.section(task).stored.size(); ++number) wanted.moves.push_back({task, number});
    wanted.conditions = true;
    return wanted;
}

}  // namespace mmapck::checker::explicit_::native
