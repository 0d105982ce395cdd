// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/lock_pairs.h"

#include <set>

#include "checker/explicit/lock_order.h"
#include "checker/explicit/walk.h"

namespace mmapck::checker::explicit_ {

LockPairs find_lock_pairs(const program::Program& program, const Limits& limits, const Env& env) {
    const Model model(program, {});
    std::set<LockPair> pairs;
    const auto collect = [&](const Walk::Move& move) {
        for (const Acquisition& acquisition : move.machine.acquisitions())
            pairs.insert({acquisition.held, acquisition.acquired, move.machine.path()[acquisition.path - 1].step, true});
    };
    Walk walk(model, limits, env, collect, true);
    LockPairs found;
    found.complete = walk.run();
    for (LockPair pair : pairs) {
        pair.waits = !is_trylock(program, pair.step);
        found.pairs.push_back(pair);
    }
    return found;
}

}  // namespace mmapck::checker::explicit_
