// SPDX-License-Identifier: Apache-2.0
#include "checker/bench/variants.h"

#include <algorithm>

namespace mmapck::checker::bench {

namespace {

explicit_::Options interpreted() {
    explicit_::Options options;
    options.native = explicit_::Native::never;
    return options;
}

explicit_::Options stubborn_sets() {
    explicit_::Options options;
    options.stubborn_sets = true;
    return options;
}

}  // namespace

const std::vector<Variant>& variants() {
    static const std::vector<Variant> table{
        {"default", "as mmapck run searches", {}, false},
        {"interpreted", "without native code", interpreted(), false},
        {"stubborn", "moves that commute are taken alone", stubborn_sets(), true},
    };
    return table;
}

const Variant* find_variant(const std::string& name) {
    const auto found = std::find_if(variants().begin(), variants().end(), [&](const Variant& variant) { return variant.name == name; });
    return found == variants().end() ? nullptr : &*found;
}

}  // namespace mmapck::checker::bench
