// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/invariant_parts.h"

namespace mmapck::checker::explicit_ {

using namespace program;

InvariantParts::InvariantParts(const Program& program, const Cells& cells, const std::vector<Interval>& worth, const Code& code) {
    add_group(program, code, Moment::every_step, no_expr, {});
    if (program.quiescent != no_expr) add_group(program, code, Moment::quiescence, program.quiescent, code.quiescent);
    if (program.ended != no_expr) add_group(program, code, Moment::end, program.ended, code.ended);
    readers.assign(cells.size() * set_words, 0);
    is_read.assign(cells.size(), 0);
    for (const Group& group : groups) mark_readers(program, cells, worth, group);
}

void InvariantParts::add_group(const Program& program, const Code& code, Moment moment, ExprId expression, const Routine& is_now) {
    Group group{expression, is_now, {}, {}, set_words, set_words};
    for (std::uint32_t i = 0; i < program.invariants.size(); ++i) {
        if (program.invariants[i].moment != moment) continue;
        const CompiledInvariant& invariant = code.invariants[i];
        group.invariants.push_back(i);
        for (const CompiledClause& clause : invariant.condition) group.parts.push_back({i, &clause});
        if (invariant.has_subject || group.parts.empty() || group.parts.back().invariant != i) group.parts.push_back({i, nullptr});
    }
    group.last += static_cast<std::uint32_t>((group.parts.size() + 63) / 64);
    set_words = group.last;
    groups.push_back(std::move(group));
}

void InvariantParts::mark_readers(const Program& program, const Cells& cells, const std::vector<Interval>& worth, const Group& group) {
    for (std::size_t position = 0; position < group.parts.size(); ++position) {
        const Part& part = group.parts[position];
        std::vector<bool> reads(cells.size());
        const auto mark = [&](ExprId root) { mark_reads(program, cells, worth, root, reads); };
        if (group.moment != no_expr) mark(group.moment);
        const ExprId subject = program.invariants[part.invariant].subject;
        if (part.clause != nullptr) for (const CompiledLiteral& literal : *part.clause) mark(literal.literal.expression);
        else if (subject != no_expr) mark(subject);
        for (std::size_t cell = 0; cell < reads.size(); ++cell)
            if (reads[cell]) {
                readers[cell * set_words + group.first + position / 64] |= std::uint64_t{1} << position % 64;
                is_read[cell] = 1;
            }
    }
}

}  // namespace mmapck::checker::explicit_
