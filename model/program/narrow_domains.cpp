// SPDX-License-Identifier: Apache-2.0
#include "model/program/passes.h"
#include "model/program/passes_with_ranges.h"

namespace mmapck::program {

// The new domain holds every value of the old one that some run stores, an initial one or a dangling pointer. So a store is outside
// the new domain exactly when it is outside the old one, and that stays the violation it was.
void narrow_domains(Program& program, const Ranges& ranges) {
    const Cells cells(program);
    for (VarId id = 0; id < program.variables.size(); ++id) {
        Variable& variable = program.variables[id];
        variable.held.assign(ranges.cells.begin() + cells.first(id), ranges.cells.begin() + cells.first(id + 1));
        Interval values{1, 0};
        for (const Interval held : variable.held) values = join(values, held);
        variable.low = values.low;
        variable.high = values.high;
    }
}

Program narrow_domains(Program program) {
    narrow_domains(program, analyse_ranges(program));
    return program;
}

}  // namespace mmapck::program
