// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "cli/check.h"
#include "cli/subject.h"
#include "cli/surroundings.h"
#include "cli/traces.h"
#include "reports/report.h"
#include "reports/waivers.h"

namespace mmapck::cli {

/// Whether something that is for people on terminals is wanted.
bool wanted(When when, bool terminal);

/// Tells what came of a run: a line for each result, traces, reports, a summary. Results come in their canonical order.
class Session {
  public:
    Session(const Options& options, Surroundings& surroundings, std::vector<reports::Waiver> waivers);

    void add(CheckedSubject& result);

    /// The summary; then the reports are written. To be called once, last. Scenarios that are not readable and `unchanged` variants are counted as not checked.
    ExitCode finish(const Subjects& subjects, std::uint64_t unchanged);

  private:
    /// A report that is being written: kept until all is known, since a file changes as a whole or not at all.
    struct OpenReport {
        std::string file;
        std::ostringstream text;
        std::unique_ptr<reports::Report> report;
    };

    void tell(const Subject& subject, reports::Checked& checked, reports::Outcome outcome);
    void tell_phases(const std::string& what, const Phases& phases);
    std::string record(const Subject& subject, const program::Program& program, const checker::Counterexample& counterexample);
    void finish(OpenReport& report);

    const Options& options_;
    Surroundings& surroundings_;
    std::ostream& people_;
    Traces traces_;
    bool coloured_;
    std::vector<std::unique_ptr<OpenReport>> reports_;
    std::vector<std::string> stories_;
    reports::Totals totals_;
    std::vector<reports::Waiver> waivers_;
    std::uint64_t not_checked_ = 0, left_out_ = 0, reused_ = 0;
    Phases phases_;   // of all
    ExitCode code_ = ExitCode::as_expected;
};

}  // namespace mmapck::cli
