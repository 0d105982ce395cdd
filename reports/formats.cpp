// SPDX-License-Identifier: Apache-2.0
#include "reports/formats.h"

#include "reports/json.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

std::unique_ptr<Report> json_report(std::ostream& out, const std::string& tool_version) {
    return std::make_unique<JsonReport>(out, tool_version);
}

}  // namespace

const std::vector<Format>& formats() {
    static const std::vector<Format> all = {
        {"json", "programs; all that is known", json_report, true},
        {"lines", "editors and grep: one line for each finding", lines_report},
        {"ktap", "kernel test tools", ktap_report},
        {"junit", "Jenkins and GitLab test reports", junit_report},
        {"sarif", "code scanning", sarif_report},
        {"github", "annotations of a GitHub workflow", github_report},
        {"gitlab", "GitLab code quality", gitlab_report},
        {"markdown", "step summaries and mails", markdown_report},
        {"matrix", "documents: scenarios by variants", matrix_report},
        {"states", "diff: how many states each result has", states_report},
        {"mermaid", "sequence diagrams in Markdown", mermaid_report},
        {"dot", "Graphviz", dot_report},
        {"itf", "viewers of Apalache and Quint", itf_report},
        {"perfetto", "Perfetto and Chrome's trace viewer", perfetto_report},
        {"lcov", "genhtml, editors: coverage of the model", lcov_report, true},
        {"coverage", "documents: what was tested, what cannot be, what was missed", coverage_report, true},
        {"html", "browsers: the whole run on one page", html_report, true},
    };
    return all;
}

const Format* find_format(std::string_view name) {
    for (const Format& format : formats()) {
        if (format.name == name) {
            return &format;
        }
    }
    return nullptr;
}

}  // namespace mmapck::reports
