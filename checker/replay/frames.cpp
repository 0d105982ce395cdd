// SPDX-License-Identifier: Apache-2.0
#include "checker/replay/frames.h"

#include <algorithm>

namespace mmapck::checker::replay {

using namespace program;

std::vector<FrameId> chain(const Program& program, FrameId frame) {
    std::vector<FrameId> frames;
    for (; frame != none; frame = program.frames[frame].parent) {
        frames.push_back(frame);
    }
    std::reverse(frames.begin(), frames.end());
    return frames;
}

bool is_folded(const Frame& frame) { return frame.kind == FrameKind::primitive || frame.notrace; }

Place place(const Program& program, const Step& step) {
    Place result{program.locations[step.from].frame, step.where};
    const std::vector<FrameId> frames = chain(program, result.frame);
    for (std::size_t i = 1; i < frames.size(); ++i) {
        if (is_folded(program.frames[frames[i]])) {
            return {frames[i - 1], program.frames[frames[i]].call};
        }
    }
    return result;
}

}  // namespace mmapck::checker::replay
