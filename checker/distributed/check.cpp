// SPDX-License-Identifier: Apache-2.0
#include "checker/distributed/check.h"

#include <utility>

#include "checker/distributed/search.h"
#include "checker/explicit/verdict_of.h"

namespace mmapck::checker::distributed {

Verdict check(const program::Program& program, const Limits& limits, const Env& env, const explicit_::Options& options, Ranks& ranks, const Distribution& how) {
    explicit_::Options all = options;
    all.stubborn_sets = all.symmetry = false;
    const explicit_::Model model(program, all);
    Search search(model, limits, env, all, ranks, how.few_keys);
    search.run();
    explicit_::SearchResult result{search.findings(), search.stopped(), search.statistics(), {}};
    result.trace = [&search](const explicit_::Origin& origin) { return search.trace(origin); };
    Verdict verdict = explicit_::verdict_of(program, limits, std::move(result));
    if (env.log)
        env.log("rank " + std::to_string(ranks.own()) + " of " + std::to_string(ranks.size()) + ": " + std::to_string(search.own_states()) + " states, " +
                std::to_string(search.memory()) + " bytes; sent " + std::to_string(search.exchange().messages()) + " messages, " +
                std::to_string(search.exchange().bytes()) + " bytes");
    return verdict;
}

}  // namespace mmapck::checker::distributed
