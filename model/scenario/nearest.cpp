// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "model/scenario/scenario.h"

namespace mmapck::scenario {

namespace {

/// Insertions, deletions, substitutions and swaps of neighbours that make `b` of `a` (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = a[i - 1] == b[j - 1];
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

}  // namespace

std::string nearest(std::string_view name, const std::vector<std::string>& names) {
    if (name.size() > 64) return "";
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(1, name.size() / 3) + 1;
    for (const std::string& candidate : names) {
        const std::size_t d = distance(name, candidate);
        if (d >= best_distance || d >= candidate.size()) continue;
        best = candidate;
        best_distance = d;
    }
    return best;
}

}  // namespace mmapck::scenario
