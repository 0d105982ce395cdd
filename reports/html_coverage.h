// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "reports/html_texts.h"
#include "reports/result.h"

namespace mmapck::reports {

/// Fault points by cleanup steps, over a whole run.
class FaultCoverage {
  public:
    /// Counts what one result has of them; its cleanup is followed by running the program (unwinding.h).
    void add(const Checked& checked);

    /// {"cleanup": [[text, function, file, line], ...], "faults": [{"site", "class", "error", "function", "where",
    /// "of": [[variant, results with it, results in which some run takes it, results in which all states were explored and none does,
    /// [[cleanup, results], ...]], ...]}, ...]}
    nlohmann::ordered_json json(Texts& texts) const;

  private:
    struct Place {
        std::string function, file;
        std::uint32_t line = 0;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    struct Point {
        Place place;
        std::string site, fault_class, error;
        friend auto operator<=>(const Point&, const Point&) = default;
    };
    struct Cleanup {
        Place place;
        std::string text;
        friend auto operator<=>(const Cleanup&, const Cleanup&) = default;
    };
    struct Counts {
        std::uint64_t results = 0, taken = 0, unreachable = 0;
        std::map<Cleanup, std::uint64_t> cleanup;
    };
    static Place place_of(const program::Program& program, program::FrameId frame, const program::Position& where);

    std::map<Point, std::map<std::string, Counts>> points_;  // by variant
};

}  // namespace mmapck::reports
