// SPDX-License-Identifier: Apache-2.0
#include "checker/distributed/numbering.h"

#include <algorithm>
#include <numeric>

namespace mmapck::checker::distributed {

namespace {

constexpr std::uint64_t most = ~std::uint64_t{0};

std::vector<std::uint64_t> gather_numbers(Ranks& ranks, std::uint64_t own) {
    std::vector<std::uint64_t> numbers;
    for (const Bytes& bytes : ranks.gather(Bytes(part(own)))) numbers.push_back(number_at<std::uint64_t>(bytes, 0));
    return numbers;
}

/// Cuts the keys from the smallest to the largest of all into as many ranges of equal length as there are ranks.
struct Ranges {
    std::uint64_t low = 0, length = 1;
    std::uint32_t count = 1;

    std::uint32_t of(std::uint64_t key) const {
        __extension__ using Product = unsigned __int128;
        return static_cast<std::uint32_t>(static_cast<Product>(key - low) * count / length);
    }
};

/// What a rank says of its keys.
struct Summary {
    std::uint64_t low = most, high = 0;
    std::uint64_t count = 0;
};

Summary summary_of_all(Ranks& ranks, const std::vector<std::uint64_t>& keys) {
    Summary all;
    const Summary own = keys.empty() ? Summary{} : Summary{keys.front(), keys.back(), keys.size()};
    for (const Bytes& bytes : ranks.gather(Bytes(part(own)))) {
        const auto one = number_at<Summary>(bytes, 0);
        all = {std::min(all.low, one.low), std::max(all.high, one.high), all.count + one.count};
    }
    return all;
}

/// All keys go to all ranks: cheaper for few, as it takes one round.
Numbered number_few(Ranks& ranks, const std::vector<std::uint64_t>& keys, std::uint64_t count) {
    std::vector<std::uint64_t> all;
    const Bytes own(reinterpret_cast<const char*>(keys.data()), keys.size() * sizeof(std::uint64_t));
    for (const Bytes& bytes : ranks.gather(own))
        for (std::size_t at = 0; at < bytes.size(); at += sizeof(std::uint64_t)) all.push_back(number_at<std::uint64_t>(bytes, at));
    std::sort(all.begin(), all.end());
    Numbered numbered{{}, count};
    for (const std::uint64_t key : keys) numbered.places.push_back(static_cast<std::uint64_t>(std::lower_bound(all.begin(), all.end(), key) - all.begin()));
    return numbered;
}

struct Asked {
    std::uint64_t key = 0;
    std::uint32_t from = 0;
};

}  // namespace

std::uint64_t least(Ranks& ranks, std::uint64_t own) {
    const std::vector<std::uint64_t> all = gather_numbers(ranks, own);
    return *std::min_element(all.begin(), all.end());
}

std::uint64_t sum(Ranks& ranks, std::uint64_t own) {
    const std::vector<std::uint64_t> all = gather_numbers(ranks, own);
    return std::accumulate(all.begin(), all.end(), std::uint64_t{0});
}

Numbered number_keys(Ranks& ranks, Exchange& exchange, const std::vector<std::uint64_t>& keys, std::uint64_t few) {
    const Summary all = summary_of_all(ranks, keys);
    if (all.count <= few) return number_few(ranks, keys, all.count);
    const Ranges ranges{all.low, all.high - all.low + 1, ranks.size()};
    std::vector<Asked> asked;
    exchange.begin([&](std::uint32_t from, std::string_view records) {
        for (std::size_t at = 0; at < records.size(); at += sizeof(std::uint64_t)) asked.push_back({number_at<std::uint64_t>(records, at), from});
    });
    std::vector<std::size_t> next(ranks.size());   // by range: where its keys begin
    for (std::size_t i = keys.size(); i-- > 0;) next[ranges.of(keys[i])] = i;
    for (const std::uint64_t key : keys) exchange.put(ranges.of(key), part(key));
    exchange.end();

    std::sort(asked.begin(), asked.end(), [](const Asked& a, const Asked& b) { return a.key < b.key; });
    const std::vector<std::uint64_t> counts = gather_numbers(ranks, asked.size());
    Numbered numbered{std::vector<std::uint64_t>(keys.size()), all.count};
    exchange.begin([&](std::uint32_t from, std::string_view records) {   // in the order of the keys, and those of one range are neighbours
        for (std::size_t at = 0; at < records.size(); at += sizeof(std::uint64_t)) numbered.places[next[from]++] = number_at<std::uint64_t>(records, at);
    });
    std::uint64_t place = std::accumulate(counts.begin(), counts.begin() + ranks.own(), std::uint64_t{0});
    for (const Asked& one : asked) {
        exchange.put(one.from, part(place));
        ++place;
    }
    exchange.end();
    return numbered;
}

}  // namespace mmapck::checker::distributed
