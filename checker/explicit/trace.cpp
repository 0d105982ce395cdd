// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/trace.h"

#include <span>

#include "checker/explicit/stubborn_choice.h"
#include "checker/explicit/successors.h"

namespace mmapck::checker::explicit_ {

Trace trace_along(const Model& model, const Options& options, const std::vector<Link>& path, const Origin& origin) {
    Trace trace;
    Successors successors(model, false);
    StubbornChoice stubborn_choice(model, options, nullptr);
    std::vector<Word> state = successors.initial();
    for (std::size_t i = 0; i < path.size(); ++i) {
        const TaskSet first = stubborn_choice(state.data());
        successors.load(state.data(), model.program.max_faults - trace.faults, first);
        Ending ending = successors.next();
        while (successors.ordinal() != path[i].ordinal()) ending = successors.next();
        const bool whole = i + 1 < path.size() || origin.steps == Origin::all;
        const std::span<const PathStep> steps = successors.machine().path();
        const std::size_t count = whole ? steps.size() : origin.steps;
        for (std::size_t s = 0; s < count; ++s) {
            trace.steps.push_back({steps[s].step, steps[s].choice, s == 0});
            if (model.program.steps[steps[s].step].kind == program::StepKind::fault) ++trace.faults;
        }
        ++trace.moves;
        if (ending == Ending::moved) {
            const Word* const next = successors.packed();
            std::copy_n(next, state.size(), state.begin());
        }
    }
    return trace;
}

}  // namespace mmapck::checker::explicit_
