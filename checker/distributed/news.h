// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/distributed/ranks.h"
#include "checker/explicit/expander.h"
#include "checker/explicit/finding.h"
#include "checker/explicit/lock_order.h"

namespace mmapck::checker::distributed {

/// What a rank has found in a level besides states, apart from what its equals before it make superfluous. In canonical order.
struct News {
    std::vector<explicit_::Finding> findings;
    std::vector<explicit_::LockOrder::Ordered> acquisitions;
    std::string stop;   ///< why the search cannot go on; empty: it can

    void add(explicit_::Finding finding);
    void add(const explicit_::LockOrder::Ordered& ordered);
};

/// The news of all ranks, in canonical order. All must call it, and get the same.
News gather(Ranks& ranks, const News& own);

/// What any rank has seen. All must call it.
explicit_::Seen gather(Ranks& ranks, const explicit_::Seen& own);

}  // namespace mmapck::checker::distributed
