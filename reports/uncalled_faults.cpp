// SPDX-License-Identifier: Apache-2.0
#include "reports/uncalled_faults.h"

#include <algorithm>
#include <cstdlib>

#include "model/scenario/fault_points.h"
#include "reports/ascii.h"
#include "reports/values.h"

namespace mmapck::reports {

namespace {

constexpr std::size_t most_names = 3;

/// "A", "A or B", "A, B or 4 others".
std::string some_of(const std::vector<std::string>& names, const std::string& after) {
    std::string text;
    const std::size_t shown = names.size() > most_names ? most_names - 1 : names.size();
    for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i] + after;
    return shown < names.size() ? text + " or " + std::to_string(names.size() - shown) + " others" : text;
}

bool any_in(const std::vector<std::string>& names, const std::set<std::string>& all) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return all.count(name) != 0; });
}

std::string why(const scenario::FaultPoint& point, const Coverage& coverage) {
    if (!any_in(point.kernels, coverage.kernels) && !any_in(point.seals, coverage.seals)) {
        if (!point.kernels.empty()) return "no result is of kernel " + some_of(point.kernels, "");
        if (!point.seals.empty()) return "no result is of seal design " + some_of(point.seals, "");
        return "no kernel has it";
    }
    if (!any_in(point.entries, coverage.functions)) return "nothing here calls " + some_of(point.entries, "()");
    return "what is called here does not lead to it";
}

bool ends_with(const std::string& text, const std::string& end) { return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0; }

/// A fault point of a driver.
UncalledFault of_driver(const LineCoverage::Fault& fault) {
    const std::string function = printable(fault.name);
    const std::string error = errno_name(-fault.point.error);
    const Coverage::FaultKey key{printable(fault.point.site), program::name(fault.point.fault_class), error.empty() ? "other result" : "-" + error};
    return {key, function, fault.function.first, fault.point.line, fault.called ? "what is called here does not lead to it" : "nothing here calls " + function + "()"};
}

/// "-ENOMEM"; the headers of the model write the number.
std::string result_of(const scenario::FaultPoint& point) {
    if (point.error.empty()) return "other result";
    const std::string named = errno_name(-std::strtoll(point.error.c_str(), nullptr, 10));
    return named.empty() ? point.error : "-" + named;
}

}  // namespace

std::vector<UncalledFault> uncalled_faults(const Coverage& coverage) {
    std::vector<UncalledFault> uncalled;
    if (coverage.model_directory.empty()) return uncalled;
    const std::vector<scenario::FaultPoint> of_model = scenario::fault_points(coverage.model_directory);
    for (const scenario::FaultPoint& point : of_model) {
        const Coverage::FaultKey key{printable(point.site), point.fault_class, result_of(point)};
        if (coverage.faults.count(key) == 0) uncalled.push_back({key, point.function, point.file, point.line, why(point, coverage)});
    }
    const auto is_of_model = [&](const UncalledFault& fault) {
        return std::any_of(of_model.begin(), of_model.end(), [&](const scenario::FaultPoint& point) {
            return point.line == fault.line && point.function == fault.function && ends_with(fault.file, point.file);
        });
    };
    for (const LineCoverage::Fault& fault : coverage.lines.faults()) {
        UncalledFault one = of_driver(fault);
        if (coverage.faults.count(one.key) == 0 && !is_of_model(one)) uncalled.push_back(std::move(one));
    }
    std::stable_sort(uncalled.begin(), uncalled.end(), [](const UncalledFault& a, const UncalledFault& b) { return a.key < b.key; });
    return uncalled;
}

}  // namespace mmapck::reports
