// SPDX-License-Identifier: Apache-2.0
#include "reports/move_text.h"

#include "checker/replay/frames.h"
#include "reports/ascii.h"
#include "reports/values.h"

namespace mmapck::reports {

MoveText move_text(const program::Program& program, const checker::replay::Move& move) {
    const program::Step* first = &program.steps[move.steps.front().step];
    for (const checker::Taken& taken : move.steps) {
        if (!program.steps[taken.step].text.empty()) {
            first = &program.steps[taken.step];
            break;
        }
    }
    const checker::replay::Place place = checker::replay::place(program, *first);
    std::string text = printable(program.tasks[program.locations[first->from].task].name) + "  ";
    if (place.frame != program::none && program.frames[place.frame].kind != program::FrameKind::task) text += frame_text(program, place.frame) + " ";
    text += printable(first->text);
    for (const checker::Taken& taken : move.steps) {
        const program::Step& step = program.steps[taken.step];
        if (step.choice_low != program::no_expr) text += " [" + std::to_string(taken.choice) + "]";
        if (step.kind == program::StepKind::fault) text += " ! " + printable(program.faults[step.fault].site) + "() fails";
    }
    if (move.violated) text += " * " + printable(move.violation.kind);
    return {text, place.where};
}

}  // namespace mmapck::reports
