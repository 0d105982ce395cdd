// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/least_values.h"

namespace mmapck::checker::symbolic {

LeastValues::LeastValues(Solver& solver, std::vector<Unknown> unknowns) : solver_(solver), unknowns_(std::move(unknowns)), proposed_(unknowns_.size()) {
    for (std::size_t i = 0; i < unknowns_.size(); ++i)
        for (int position = 0; position < unknowns_[i].bits; ++position) {
            const std::string at = std::to_string(position);
            solver_.tell("(declare-const " + bit(i, position) + " Bool)\n(assert (= " + bit(i, position) + " (= ((_ extract " + at + " " + at + ") " + unknowns_[i].name +
                         ") #b1)))\n");
        }
}

std::string LeastValues::bit(std::size_t unknown, int position) const { return unknowns_[unknown].name + "_bit" + std::to_string(position); }

Answer LeastValues::ask(const std::vector<std::string>& literals) {
    ++questions_;
    const Answer answer = solver_.check(literals);
    if (answer != Answer::satisfiable) return answer;
    std::vector<std::string> names;
    for (const Unknown& unknown : unknowns_) names.push_back(unknown.name);
    const auto values = solver_.values(names);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto found = values.find(names[i]);
        if (found == values.end()) return Answer::unknown;
        proposed_[i] = found->second;
    }
    return answer;
}

/// Makes the bits from `low` to below `high` as small as can be, given those that are fixed; half by half, because most are 0. False: the solver does not know.
bool LeastValues::minimize(std::size_t unknown, int low, int high) {
    const std::size_t before = fixed_.size();
    bool is_zero = true;
    for (int position = high; position-- > low;) {
        fixed_.push_back("(not " + bit(unknown, position) + ")");
        is_zero &= ((std::uint64_t(proposed_[unknown]) >> position) & 1) == 0;
    }
    if (is_zero) return true;
    const Answer answer = ask(fixed_);
    if (answer != Answer::unsatisfiable) return answer == Answer::satisfiable;
    fixed_.resize(before);
    const int middle = (low + high) / 2;
    if (high - low > 1) return minimize(unknown, middle, high) && minimize(unknown, low, middle);
    fixed_.push_back(bit(unknown, low));
    return true;
}

std::optional<std::vector<std::int64_t>> LeastValues::find() {
    const Answer any = ask({});
    exhausted_ = any == Answer::unsatisfiable;
    if (any != Answer::satisfiable) return std::nullopt;
    fixed_.clear();
    for (std::size_t i = 0; i < unknowns_.size(); ++i)
        if (!minimize(i, 0, unknowns_[i].bits)) return std::nullopt;
    return proposed_;
}

}  // namespace mmapck::checker::symbolic
