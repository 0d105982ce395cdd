// SPDX-License-Identifier: Apache-2.0
#include "checker/distributed/news.h"

#include <cereal/archives/binary.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>

#include <algorithm>
#include <iterator>
#include <sstream>
#include <tuple>
#include <utility>

#include "checker/serialize.h"

namespace mmapck::checker::distributed {

using explicit_::Finding;
using explicit_::LockOrder;
using explicit_::Origin;

template <class Archive> void serialize(Archive& archive, News& n) { archive(n.findings, n.acquisitions, n.stop); }

namespace {

auto cost(const Origin& origin) { return std::tuple(origin.faults, origin.moves); }
auto place(const Origin& origin) { return std::tuple(origin.parent, origin.ordinal); }

/// What belongs to one state stands in its order already, and only one rank has it.
template <class Item>
void sort(std::vector<Item>& items) {
    std::stable_sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return place(a.origin) < place(b.origin); });
}

template <class Item>
void append(std::vector<Item>& all, std::vector<Item>& more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

void News::add(Finding finding) {
    const bool known = std::any_of(findings.begin(), findings.end(), [&](const Finding& other) {
        return other.violation.kind == finding.violation.kind && cost(other.origin) <= cost(finding.origin);
    });
    if (!known) findings.push_back(std::move(finding));
}

void News::add(const LockOrder::Ordered& ordered) {
    const bool known = std::any_of(acquisitions.begin(), acquisitions.end(), [&](const LockOrder::Ordered& other) {
        return other.held == ordered.held && other.acquired == ordered.acquired && cost(other.origin) <= cost(ordered.origin);
    });
    if (!known) acquisitions.push_back(ordered);
}

News gather(Ranks& ranks, const News& own) {
    std::ostringstream out;
    cereal::BinaryOutputArchive{out}(own);
    News all;
    for (const Bytes& bytes : ranks.gather(std::move(out).str())) {
        std::istringstream in(bytes);
        News one;
        cereal::BinaryInputArchive{in}(one);
        append(all.findings, one.findings);
        append(all.acquisitions, one.acquisitions);
        if (all.stop.empty()) all.stop = std::move(one.stop);
    }
    sort(all.findings);
    sort(all.acquisitions);
    return all;
}

explicit_::Seen gather(Ranks& ranks, const explicit_::Seen& own) {
    const auto bytes_of = [](const std::vector<std::uint8_t>& flags) { return Bytes(flags.begin(), flags.end()); };
    explicit_::Seen all = own;
    for (const Bytes& bytes : ranks.gather(bytes_of(own.steps_taken) + bytes_of(own.tested))) {
        const auto middle = bytes.begin() + static_cast<std::ptrdiff_t>(own.steps_taken.size());
        all.add({{bytes.begin(), middle}, {middle, bytes.end()}});
    }
    return all;
}

}  // namespace mmapck::checker::distributed
