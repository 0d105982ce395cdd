// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/check.h"

#include <utility>

#include "checker/explicit/search.h"
#include "checker/explicit/verdict_of.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

Verdict search_with(const Options& options, const Program& program, const Limits& limits, const Env& env) {
    const Model model(program, options);
    if (env.log)
        env.log("explicit: " + std::to_string(model.code.instructions.size()) + " instructions, " +
                std::to_string(model.cells.size()) + " cells, " + std::to_string(model.layout.bits()) + " bits in a state");
    Search search(model, limits, env, options);
    search.run();
    SearchResult result{search.findings(), search.stopped(), search.statistics(), {}};
    if (!search.symmetric()) result.trace = [&search](const Origin& origin) { return search.trace(origin); };
    return verdict_of(program, limits, std::move(result));
}

}  // namespace

Verdict check(const Program& program, const Limits& limits, const Env& env) { return check(program, limits, env, {}); }

/// Where moves were left out, a violation is found with the fewest faults, but not always with the fewest moves; and where states stand for others, there
/// are no traces. So the search that ended there is done again without; it goes no deeper.
Verdict check(const Program& program, const Limits& limits, const Env& env, const Options& options) {
    Verdict verdict = search_with(options, program, limits, env);
    if (!(options.stubborn_sets || options.symmetry) || verdict.status != Status::violated) return verdict;
    Options all = options;
    all.stubborn_sets = all.symmetry = false;
    if (!all.disk.checkpoints.empty()) all.disk.checkpoints += "/all-moves";
    Verdict shortest = search_with(all, program, limits, env);
    if (shortest.status == Status::violated) return shortest;
    const std::string kind = verdict.counterexamples.front().violation.kind;
    if (shortest.status != Status::inconclusive) throw Disagreement("the reduced search leads to '" + kind + "', the whole one does not");
    if (verdict.counterexamples.front().trace.moves == 0 && options.symmetry) {
        shortest.reason = "'" + kind + "' was found up to an exchange of tasks, but the search for its trace ended: " + shortest.reason;
        return shortest;
    }
    verdict.reason = "moves were left out, and the traces may not be the shortest, as the search for those ended: " + shortest.reason;
    return verdict;
}

}  // namespace mmapck::checker::explicit_
