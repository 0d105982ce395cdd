// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/types.h"

#include <algorithm>
#include <bit>

#include "model/lang/lower/fold.h"

namespace mmapck::lang::lowering {

namespace {

/// Three or more enumerators that are single bits, and no others but 0, are flags.
bool are_flags(const std::vector<std::pair<std::int64_t, std::string>>& enumerators) {
    const auto is_bit = [](const auto& e) { return std::has_single_bit(static_cast<std::uint64_t>(e.first)); };
    const auto zeros = std::count_if(enumerators.begin(), enumerators.end(), [](const auto& e) { return e.first == 0; });
    const auto bits = std::count_if(enumerators.begin(), enumerators.end(), is_bit);
    return bits >= 3 && static_cast<std::size_t>(zeros + bits) == enumerators.size();
}

program::Type describe(const tree::Unit& unit, const Survey& survey, const tree::Type& type) {
    program::Type result;
    result.name = type.name;
    switch (type.kind) {
    case tree::TypeKind::integer:
        if (type.is_bool) result.display = program::Display::boolean;
        if (type.is_enum) {
            result.display = are_flags(type.enumerators) ? program::Display::flags : program::Display::enumeration;
            result.names = type.enumerators;
        }
        break;
    case tree::TypeKind::pointer:
        result.display = program::Display::pointer;
        result.table = type.structure;
        break;
    case tree::TypeKind::function:
        result.display = program::Display::function;
        result.names.emplace_back(0, "NULL");
        for (std::size_t i = 0; i < survey.address_taken.size(); ++i)
            result.names.emplace_back(static_cast<std::int64_t>(i + 1), unit.functions[survey.address_taken[i]].name);
        break;
    default: break;
    }
    return result;
}

}  // namespace

Types::Types(const tree::Unit& unit, const Survey& survey, std::vector<program::Type>& types)
    : unit_(unit), survey_(survey), types_(types), known_(unit.types.size(), program::none) {
    intern({});
}

std::uint32_t Types::intern(program::Type type) {
    const auto at = std::find(types_.begin(), types_.end(), type);
    if (at != types_.end()) return static_cast<std::uint32_t>(at - types_.begin());
    types_.push_back(std::move(type));
    return static_cast<std::uint32_t>(types_.size() - 1);
}

std::uint32_t Types::of(tree::TypeId type) {
    type = base_type(unit_, type);
    if (known_[type] == program::none) known_[type] = intern(describe(unit_, survey_, unit_.types[type]));
    return known_[type];
}

std::uint32_t Types::boolean() {
    program::Type type;
    type.display = program::Display::boolean;
    type.name = "bool";
    return intern(std::move(type));
}

tree::Domain domain_of(const tree::Type& type) {
    if (type.is_enum && !type.enumerators.empty()) return {type.enumerators.front().first, type.enumerators.back().first};
    const Interval all = interval_of(type);
    return {all.low, all.high};
}

}  // namespace mmapck::lang::lowering
