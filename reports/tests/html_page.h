// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace mmapck::reports::tests {

/// The documents of one kind that a page of the html report has, "result" or "trace", in its order.
inline std::vector<nlohmann::json> embedded(const std::string& page, const std::string& what) {
    const std::string begin = "<script type=\"application/json\" data-what=\"" + what + "\">", end = "</script>";
    std::vector<nlohmann::json> found;
    for (std::size_t at = page.find(begin); at != std::string::npos; at = page.find(begin, at)) {
        at += begin.size();
        found.push_back(nlohmann::json::parse(page.substr(at, page.find(end, at) - at)));
    }
    return found;
}

}  // namespace mmapck::reports::tests
