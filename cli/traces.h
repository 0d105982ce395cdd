// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "checker/verdict.h"
#include "cli/options.h"
#include "model/scenario/scenario.h"
#include "reports/trace_file.h"

namespace mmapck::cli {

/// What a trace of a variant says about where it comes from.
reports::TraceOrigin origin_of(const scenario::Scenario& scenario, const scenario::Variant& variant, const Options& options);

/// Records counterexamples as files *.trace.json.
class Traces {
  public:
    explicit Traces(const Options& options) : options_(options) {}

    /// The name for the next trace of a variant; no two calls give the same one.
    std::string next_file(const scenario::Scenario& scenario, const scenario::Variant& variant);

    /// Records a counterexample. Empty, or one sentence that says what failed.
    std::string write(const std::string& file, const scenario::Scenario& scenario, const scenario::Variant& variant, const program::Program& program,
                      const checker::Counterexample& counterexample);

    std::size_t written() const { return written_; }

  private:
    const Options& options_;
    std::set<std::string> names_;
    std::size_t written_ = 0;
};

}  // namespace mmapck::cli
