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

explicit_::Options native() {
    explicit_::Options options;
    options.native = explicit_::Native::at_once;
    return options;
}

explicit_::Options stubborn_sets() {
    explicit_::Options options;
    options.stubborn_sets = true;
    return options;
}

explicit_::Options reduced() {
    explicit_::Options options = stubborn_sets();
    options.symmetry = true;
    return options;
}

explicit_::Options trees() {
    explicit_::Options options;
    options.trees = true;
    return options;
}

explicit_::Options with_threads(std::uint32_t threads) {
    explicit_::Options options;
    options.threads = threads;
    return options;
}

}  // namespace

const std::vector<Variant>& variants() {
    static const std::vector<Variant> table{
        {"default", "as mmapck run searches", {}, false},
        {"interpreted", "without native code", interpreted(), false},
        {"native", "with native code from the beginning; each time more of the program was seen, it is waited for", native(), false},
        {"trees", "states are stored as trees: less memory, more time", trees(), false},
        {"stubborn", "moves that commute are taken alone", stubborn_sets(), true},
        {"reduced", "stubborn sets, and states that differ by an exchange of like tasks are one", reduced(), true},
        {"threads-2", "two threads expand a level together", with_threads(2), false},
    };
    return table;
}

const Variant* find_variant(const std::string& name) {
    const auto found = std::find_if(variants().begin(), variants().end(), [&](const Variant& variant) { return variant.name == name; });
    return found == variants().end() ? nullptr : &*found;
}

}  // namespace mmapck::checker::bench
