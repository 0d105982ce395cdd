// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/finding.h"

#include <algorithm>
#include <tuple>

namespace mmapck::checker::explicit_ {

namespace {

auto cost(const Finding& finding) { return std::tuple(finding.origin.faults, finding.origin.moves); }

}  // namespace

bool Findings::wants(const std::string& kind, std::uint32_t faults, std::uint64_t moves) const {
    return std::none_of(findings_.begin(), findings_.end(), [&](const Finding& known) {
        return known.violation.kind == kind && cost(known) <= std::tuple(faults, moves);
    });
}

void Findings::add(Finding finding) {
    if (!wants(finding.violation.kind, finding.origin.faults, finding.origin.moves)) return;
    std::erase_if(findings_, [&](const Finding& known) { return known.violation.kind == finding.violation.kind; });
    findings_.push_back(std::move(finding));
}

std::size_t Findings::count(std::uint32_t faults, std::uint64_t moves) const {
    return static_cast<std::size_t>(std::count_if(findings_.begin(), findings_.end(), [&](const Finding& finding) {
        return cost(finding) <= std::tuple(faults, moves);
    }));
}

std::vector<Finding> Findings::sorted() const {
    std::vector<Finding> all = findings_;
    std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) { return cost(a) < cost(b); });
    if (!all.empty()) {
        const std::uint32_t fewest = all.front().origin.faults;
        std::erase_if(all, [fewest](const Finding& finding) { return finding.origin.faults != fewest; });
    }
    return all;
}

}  // namespace mmapck::checker::explicit_
