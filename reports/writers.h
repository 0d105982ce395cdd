// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <memory>
#include <string>

#include "reports/report.h"

/// One report of each format; `out` must outlive it. formats.h lists them.
namespace mmapck::reports {

using Writer = std::unique_ptr<Report>(std::ostream& out, const std::string& tool_version);

/// One line for each finding, as compilers write them: for editors and grep.
Writer lines_report;
/// KTAP version 1: a test for each scenario, one below it for each variant. An inconclusive variant is skipped.
Writer ktap_report;
/// The JUnit dialect that Jenkins and GitLab both accept: no times, no file attributes.
Writer junit_report;
/// SARIF 2.1.0: a rule for each kind, a thread flow for each task. At most 5000 results and 1000 steps of each, and a
/// notification of what was left out.
Writer sarif_report;
/// GitHub workflow commands: at most 10 errors and 10 warnings, the rest as a count.
Writer github_report;
/// GitLab Code Quality: a JSON array of what the specification of Code Climate calls issues.
Writer gitlab_report;
/// Markdown for a step summary or a mail: at most 900,000 bytes, and a line that says what was left out.
Writer markdown_report;
/// Markdown table of scenarios by variants, and one line for each counterexample, expected or not.
Writer matrix_report;
/// A line for each result: scenario, variant, status, number of states. Kept beside the scenarios, it shows what a change of the model changes.
Writer states_report;
/// Mermaid sequence diagram of one counterexample (one_trace.h): lanes of tasks and locks.
Writer mermaid_report;
/// DOT graph of one counterexample: its call tree.
Writer dot_report;
/// Informal Trace Format of Apalache and Quint, of one counterexample: what its states hold of all that it changes.
Writer itf_report;
/// Chrome trace events, as Perfetto opens them, of every counterexample.
Writer perfetto_report;
/// Tracefile of lcov: lines and branches of the model and the drivers, as far as the programs have them.
Writer lcov_report;
/// Markdown: fault points, hooks, invariants and files by whether some run tested them, none can, or they were missed and why (coverage.h).
Writer coverage_report;
/// One page for a whole run that needs no network: results, matrix, coverage, and each counterexample step by step. Its front end is in reports/viewer.
Writer html_report;

}  // namespace mmapck::reports
