// SPDX-License-Identifier: Apache-2.0
#include "model/program/live_cells.h"
#include "model/program/passes.h"

namespace mmapck::program {

Liveness liveness(const Program& program) {
    const Cells cells(program);
    Liveness result;
    std::vector<std::size_t> number(cells.size());
    for (CellId cell = 0; cell < cells.size(); ++cell) {
        if (cells.owner(cell) == shared) continue;
        number[cell] = result.owned_cells.size();
        result.owned_cells.push_back({cells.variable(cell), cells.index(cell), cells.owner(cell)});
    }
    for (const std::vector<CellId>& live : live_cells(program, cells)) {
        result.live.emplace_back(result.owned_cells.size());
        for (const CellId cell : live) result.live.back()[number[cell]] = true;
    }
    return result;
}

}  // namespace mmapck::program
